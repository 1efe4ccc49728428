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

export type Header = Readonly<{ columns: readonly (Column | null)[] }>;

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

/** The order of the columns; or what is wrong with the header. Blank names at its end are no columns. */
export const readHeader = (fields: readonly string[]): Header | HeaderFault => {
  const names = fields.map((field) => field.trim());
  const columns = names.map((name) => byName.get(name) ?? null);
  const missing = [...byName.keys()].filter((name) => !names.includes(name));
  const unknown = names.filter((name) => name !== '' && !byName.has(name));
  const repeated = names.filter((name, index) => name !== '' && names.indexOf(name) !== index);
  return missing.length + unknown.length + repeated.length > 0 ? { missing, unknown, repeated } : { columns };
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
export const rowOf = ({ columns }: Header, line: number, fields: readonly string[]): Row => {
  const cells = { ...blank };
  let surplus = 0;
  for (const [index, field] of fields.entries()) {
    const column = columns[index] ?? null;
    const text = field.trim();
    if (column !== null) cells[column] = text;
    else if (text !== '') surplus += 1;
  }
  return { line, cells, surplus };
};
