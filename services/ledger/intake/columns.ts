import type { SheetRecord } from '../ports/sheet-source.js';
import { unguarded } from './guarded-cells.js';

/** The columns of an intake sheet, by the names that offices use. A header may have them in any order. */
export const columnNames = {
  reference: '业务编号',
  kind: '服务类别',
  district: '区划代码',
  place: '地点',
  date: '日期',
  session: '场次编号',
  membership: '会员编号',
  name: '姓名',
  sex: '性别',
  occupation: '职业',
  employer: '单位',
  headcount: '人次',
  sessions: '场次',
  hours: '课时',
  items: '份数',
  amount: '金额',
  note: '备注',
} as const;

export type Column = keyof typeof columnNames;

/** One row: its cells by column, trimmed, and the physical line on which it starts (the header is line 1). */
export type Row = Readonly<{ line: number; cells: Readonly<Record<Column, string>>; surplus: number }>;

/**
 * The columns that a sheet of refused rows has behind its own: where each row stood, and why it was refused. They are
 * not read when the corrected sheet is handed in again, but say that its cells are guarded (guarded-cells.ts).
 */
export const reportNames = { line: '退回行号', code: '退回代码', reason: '退回原因' } as const;

const reported: ReadonlySet<string> = new Set(Object.values(reportNames));

/** What each field of a row is: a column, a part of the report, or nothing. */
export type Header = Readonly<{
  /** As they stand in the sheet, trimmed. */
  names: readonly string[];
  columns: readonly (Column | 'report' | null)[];
  /** Whether the cells are guarded against being taken for formulas. */
  guarded: boolean;
}>;

export type HeaderFault = Readonly<{
  missing: readonly string[];
  unknown: readonly string[];
  repeated: readonly string[];
}>;

const byName: ReadonlyMap<string, Column> = new Map(
  Object.entries(columnNames).flatMap(([column, name]) => (isColumn(column) ? [[name, column]] : [])),
);

function isColumn(text: string): text is Column {
  return Object.hasOwn(columnNames, text);
}

const meaningOf = (name: string): Column | 'report' | null =>
  byName.get(name) ?? (reported.has(name) ? 'report' : null);

/** The order of the columns; or what is wrong with the header. Blank names are no columns. */
export const readHeader = (fields: readonly string[]): Header | HeaderFault => {
  const trimmed = fields.map((field) => field.trim());
  const guarded = trimmed.some((name) => reported.has(name));
  const names = guarded ? trimmed.map(unguarded) : trimmed;
  const columns = names.map(meaningOf);
  const missing = [...byName.keys()].filter((name) => !names.includes(name));
  const unknown = names.filter((name, index) => name !== '' && columns[index] === null);
  const repeated = names.filter((name, index) => name !== '' && names.indexOf(name) !== index);
  const isFault = missing.length + unknown.length + repeated.length > 0;
  return isFault ? { missing, unknown, repeated } : { names, columns, guarded };
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

/** The row's cells by column. `surplus` counts the fields behind the header's end that are not blank. */
export const rowOf = ({ columns, guarded }: Header, { line, fields }: SheetRecord): Row => {
  const cells = { ...blank };
  let surplus = 0;
  for (const [index, field] of fields.entries()) {
    const column = columns[index] ?? null;
    if (column === 'report') continue;
    const text = (guarded ? unguarded(field) : field).trim();
    if (column !== null) cells[column] = text;
    else if (text !== '') surplus += 1;
  }
  return { line, cells, surplus };
};
