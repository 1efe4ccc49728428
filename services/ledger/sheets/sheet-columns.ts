import { columnNames, type Column, byName } from './column-names.js';
import type { SheetRecord } from '../ports/sheet-source.js';
import { unguarded } from './guarded-cells.js';
import { meantBy } from './mapped-cells.js';
import type { Mapping } from './column-mapping.js';

/** One row: its cells by column, trimmed, and the physical line on which it starts (the header is line 1). */
export type Row = Readonly<{ line: number; cells: Readonly<Record<Column, string>>; surplus: number }>;

/**
 * The columns that a sheet of refused rows has behind its own: where each row stood, and why it was refused. They are
 * not read when the corrected sheet is handed in again, but say that its cells are guarded (guarded-cells.ts).
 */
export const reportNames = { line: '退回行号', code: '退回代码', reason: '退回原因' } as const;

const reported: ReadonlySet<string> = new Set(Object.values(reportNames));

/** What each field of a row is: a column, one that is not read, or nothing. */
export type Header = Readonly<{
  /** As they stand in the sheet, trimmed. */
  names: readonly string[];
  columns: readonly (Column | 'unread' | null)[];
  /** Whether the cells are guarded against being taken for formulas. */
  guarded: boolean;
  mapping: Mapping | null;
}>;

export type HeaderFault = Readonly<{
  missing: readonly string[];
  unknown: readonly string[];
  repeated: readonly string[];
  /** Fields that more than one column, or a column and a constant, would fill. */
  clashing: readonly string[];
}>;

const meaningOf = (name: string, mapping: Mapping | null): Column | 'unread' | null => {
  if (mapping?.ignored.has(name) === true) return 'unread';
  return mapping?.columns.get(name) ?? byName.get(name) ?? (reported.has(name) ? 'unread' : null);
};

/** Without these no row can be accepted: a mapped sheet may lack any other column. */
const needed: readonly Column[] = ['reference', 'kind', 'district', 'date'];

const missingOf = (
  names: readonly string[],
  columns: Header['columns'],
  mapping: Mapping | null,
): readonly string[] => {
  if (mapping === null) return [...byName.keys()].filter((name) => !names.includes(name));
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

/** The order of the columns; or what is wrong with the header. Blank names are no columns. */
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
};

const emptyCells = (mapping: Mapping | null): Record<Column, string> => {
  const cells = { ...blank };
  for (const [column, text] of mapping?.constants ?? []) cells[column] = text;
  return cells;
};

/** The row's cells by column. `surplus` counts the fields behind the header's end that are not blank. */
export const rowOf = ({ columns, guarded, mapping }: Header, { line, fields }: SheetRecord): Row => {
  const cells = emptyCells(mapping);
  let surplus = 0;
  for (const [index, field] of fields.entries()) {
    const column = columns[index] ?? null;
    if (column === 'unread') continue;
    const text = (guarded ? unguarded(field) : field).trim();
    if (column !== null) cells[column] = mapping === null ? text : meantBy(text, column, mapping);
    else if (text !== '') surplus += 1;
  }
  return { line, cells, surplus };
};
