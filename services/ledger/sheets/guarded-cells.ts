/**
 * Matches cells that a spreadsheet program might treat as a formula, and cells that have an apostrophe before such a
 * text already: these need a second apostrophe, so that removing one restores the original. Full-width signs are
 * included, because some input methods turn them into ASCII signs.
 */
const takenForFormula = /^'*\s*[=+\-@＝＋－＠\t\r\n]/;

/**
 * Puts an apostrophe before a cell that a spreadsheet program might treat as a formula, so that it shows the text
 * instead of calculating.
 */
export const guarded = (cell: string): string => (takenForFormula.test(cell) ? `'${cell}` : cell);

/** Removes the apostrophe that `guarded` added. */
export const unguarded = (cell: string): string =>
  cell.startsWith("'") && takenForFormula.test(cell.slice(1)) ? cell.slice(1) : cell;
