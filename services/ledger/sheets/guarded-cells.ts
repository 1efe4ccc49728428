/**
 * What a spreadsheet program might take for a formula, or what looks as if it were guarded already: both must come
 * back as they were. Full-width signs count too, as some input methods turn them into narrow ones.
 */
const takenForFormula = /^'*\s*[=+\-@＝＋－＠\t\r\n]/;

/** The cell as a spreadsheet program shows it without calculating: an apostrophe stands before what it might calculate. */
export const guarded = (cell: string): string => (takenForFormula.test(cell) ? `'${cell}` : cell);

/** The cell as it was before it was guarded. */
export const unguarded = (cell: string): string =>
  cell.startsWith("'") && takenForFormula.test(cell.slice(1)) ? cell.slice(1) : cell;
