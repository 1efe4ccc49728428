/**
 * The columns of a standard sheet (a sheet in the ledger's own format), with the names that offices use. They may be in
 * any order in the header.
 */
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
  outcome: '结果',
  satisfied: '满意',
} as const;

export type Column = keyof typeof columnNames;

const optional: ReadonlySet<string> = new Set<Column>(['outcome', 'satisfied']);

/** The required columns of a standard sheet: all except those for the result of an act (outcome and satisfaction). */
export const neededNames: readonly string[] = Object.entries(columnNames).flatMap(([column, name]) =>
  optional.has(column) ? [] : [name],
);

export const byName: ReadonlyMap<string, Column> = new Map(
  Object.entries(columnNames).flatMap(([column, name]) => (isColumn(column) ? [[name, column]] : [])),
);

function isColumn(text: string): text is Column {
  return Object.hasOwn(columnNames, text);
}

/** The column with this name; null if there is none. */
export const columnNamed = (name: string): Column | null => byName.get(name) ?? null;
