import { cleaned } from '../kernel/plain-text.js';
import { columnNames, neededNames, type Column, byName } from './column-names.js';
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

/**
 * The columns that a sheet of refused rows has after its own: line, code and reason of the refusal. They are ignored
 * when the corrected sheet is imported again, but show that its cells are guarded (see guarded-cells.ts).
 */
export const reportNames = { line: '退回行号', code: '退回代码', reason: '退回原因' } as const;

const reported: ReadonlySet<string> = new Set(Object.values(reportNames));

/** The columns of a sheet, in order. */
export type Header = Readonly<{
  /** The column names in the sheet, trimmed. */
  names: readonly string[];
  columns: readonly (Column | 'unread' | null)[];
  /** Whether cells have an apostrophe that prevents spreadsheet programs from treating them as formulas. */
  guarded: boolean;
  mapping: Mapping | null;
}>;

export type HeaderFault = Readonly<{
  missing: readonly string[];
  unknown: readonly string[];
  repeated: readonly string[];
  /** Fields that would be filled twice: by two columns, or by a column and a constant. */
  clashing: readonly string[];
}>;

const meaningOf = (name: string, mapping: Mapping | null): Column | 'unread' | null => {
  if (mapping?.ignored.has(name) === true) return 'unread';
  return mapping?.columns.get(name) ?? byName.get(name) ?? (reported.has(name) ? 'unread' : null);
};

/** Columns without which no row can be accepted. A mapped sheet may lack all others. */
const needed: readonly Column[] = ['reference', 'kind', 'district', 'date'];

const missingOf = (
  names: readonly string[],
  columns: Header['columns'],
  mapping: Mapping | null,
): readonly string[] => {
  if (mapping === null) return neededNames.filter((name) => !names.includes(name));
  const mapped = [...mapping.columns.keys()].filter((name) => !names.includes(name));
  const isFilled = (column: Column): boolean =>
    columns.includes(column) ||
    mapping.constants.has(column) ||
    [...mapping.columns.values()].includes(column);
  return [...mapped, ...needed.filter((column) => !isFilled(column)).map((column) => columnNames[column])];
};

const clashingOf = (columns: Header['columns'], mapping: Mapping | null): readonly string[] => {
  const clashing = columns.filter(
    (column, index): column is Column =>
      column !== null &&
      column !== 'unread' &&
      (columns.indexOf(column) !== index || mapping?.constants.has(column) === true),
  );
  return [...new Set(clashing)].map((column) => columnNames[column]);
};

/**
 * Reads the header of a sheet: returns the order of the columns, or the faults of the header. Blank names are ignored.
 */
export const readHeader = (
  fields: readonly string[],
  mapping: Mapping | null = null,
): Header | HeaderFault => {
  const trimmed = fields.map((field) => field.trim());
  const guarded = trimmed.some((name) => reported.has(name));
  const names = guarded ? trimmed.map(unguarded) : trimmed;
  const columns = names.map((name) => meaningOf(name, mapping));
  const fault = {
    missing: missingOf(names, columns, mapping),
    unknown: names.filter((name, index) => name !== '' && columns[index] === null),
    repeated: names.filter((name, index) => name !== '' && names.indexOf(name) !== index),
    clashing: mapping === null ? [] : clashingOf(columns, mapping),
  };
  const isFault = Object.values(fault).some((each) => each.length > 0);
  return isFault ? fault : { names, columns, guarded, mapping };
};

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
    if (column !== null) cells[column] = mapping === null ? text : meantBy(text, column, mapping);
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
export const rowsOfRecord = (header: Header, record: SheetRecord): readonly PlacedRow[] => {
  const { line, fields } = record;
  if (!isBroken(fields, widthOf(header)))
    return [{ row: rowOf(header, record), fields: filledIn(header.columns, record) }];
  const lines = physicalLines(fields);
  const broken = { from: line, to: line + lines.length - 1 };
  const cells = emptyCells(null);
  return lines.map((each, index) => ({
    row: { line: line + index, cells, surplus: 0, broken },
    fields: each,
  }));
};
