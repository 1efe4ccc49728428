import { cleaned } from '../kernel/plain-text.js';
import type { Column } from './column-names.js';
import type { Header } from './sheet-header.js';
import { isBlankFigure, isFigure } from './figures.js';
import type { SheetRecord } from '../ports/sheet-source.js';
import { isBroken, physicalLines, type LineSpan } from './broken-records.js';
import { filledIn, mergedFigures, type MergedFigure } from './merged-cells.js';
import { totalsLabel, type TotalsLabel } from './totals-label.js';
import { unguarded } from './guarded-cells.js';
import { meantBy } from './mapped-cells.js';
import type { Mapping } from './column-mapping.js';

/**
 * One row: its cleaned cells by column, and the physical line on which it starts (the header is line 1). `surplus` is
 * the number of non-blank fields beyond the header.
 */
export type Row = Readonly<{
  line: number;
  cells: Readonly<Record<Column, string>>;
  surplus: number;
  /** The lines that a stray quotation mark has merged into one record. The cells of such a row are unknown. */
  broken?: LineSpan;
  merged?: readonly MergedFigure[];
  /** Set for a row of totals: the label 合计, 总计 or 小计, found in any column. */
  totals?: TotalsLabel;
  /** Whether the row is hidden in the workbook. */
  hidden?: true;
}>;

const blank: Record<Column, string> = {
  reference: '',
  kind: '',
  district: '',
  place: '',
  date: '',
  session: '',
  membership: '',
  name: '',
  sex: '',
  occupation: '',
  employer: '',
  headcount: '',
  sessions: '',
  hours: '',
  items: '',
  amount: '',
  note: '',
  outcome: '',
  satisfied: '',
};

const emptyCells = (mapping: Mapping | null): Record<Column, string> => {
  const cells = { ...blank };
  for (const [column, text] of mapping?.constants ?? []) cells[column] = text;
  return cells;
};

/** Whether a row consists of its cells only: not merged, not hidden, not totals. */
const isPlain = ({ merged, hidden }: SheetRecord, totals: TotalsLabel | null): boolean =>
  merged === undefined && hidden === undefined && totals === null;

/** The properties of a row apart from its cells. Most rows have none. */
const besideCells = (
  { columns }: Header,
  record: SheetRecord,
  totals: TotalsLabel | null,
): Pick<Row, 'merged' | 'totals' | 'hidden'> => {
  const merged = mergedFigures(columns, record);
  return {
    ...(merged.length > 0 && { merged }),
    ...(totals !== null && { totals }),
    ...(record.hidden && { hidden: record.hidden }),
  };
};

/** A dash instead of a number says that there is none. */
const cellOf = (text: string, column: Column): string =>
  text !== '' && text.length <= 2 && isFigure(column) && isBlankFigure(text) ? '' : text;

/** The row of a record. `surplus` counts the non-blank fields beyond the end of the header. */
export const rowOf = (header: Header, record: SheetRecord): Row => {
  const { columns, guarded, mapping } = header;
  const cells = emptyCells(mapping);
  let surplus = 0;
  let totals: TotalsLabel | null = null;
  for (const [index, field] of filledIn(columns, record).entries()) {
    const column = columns[index] ?? null;
    const text = cleaned(guarded ? unguarded(field) : field);
    totals ??= totalsLabel(text);
    if (column === 'unread') continue;
    if (column !== null)
      cells[column] = cellOf(mapping === null ? text : meantBy(text, column, mapping), column);
    else if (text !== '') surplus += 1;
  }
  const row = { line: record.line, cells, surplus };
  return isPlain(record, totals) ? row : { ...row, ...besideCells(header, record, totals) };
};

/** The number of columns in the header, including columns that are not read. */
const widthOf = ({ names }: Header): number => names.findLastIndex((name) => name !== '') + 1;

/** A row, and its fields as they are in the sheet, except that texts of merged cells are filled in. */
export type PlacedRow = Readonly<{ row: Row; fields: readonly string[] }>;

/** The rows of a record: usually one; several if a stray quotation mark has merged them. */
export const rowsOfRecord = (
  header: Header,
  record: SheetRecord,
  separator: string,
): readonly PlacedRow[] => {
  const { line, fields } = record;
  if (!isBroken(fields, widthOf(header), separator))
    return [{ row: rowOf(header, record), fields: filledIn(header.columns, record) }];
  const lines = physicalLines(fields, separator);
  const broken = { from: line, to: line + lines.length - 1 };
  const cells = emptyCells(null);
  return lines.map((each, index) => ({
    row: { line: line + index, cells, surplus: 0, broken },
    fields: each,
  }));
};
