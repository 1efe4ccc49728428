import { cleaned } from '../kernel/plain-text.js';
import { sheetFault } from '../ports/sheet-fault.js';
import type { RecordSource, SheetRecord, WorkbookFacts } from '../ports/sheet-source.js';
import { isBroken } from './broken-records.js';
import { unguarded } from './guarded-cells.js';
import { reportNames } from './sheet-header.js';
import { separatorOf } from './sheet-rows.js';

/** The columns of exported acts that a sheet of corrections reads, with their heads in both languages. */
export const correctionHeads = {
  act: ['业务ID', 'act'],
  revision: ['版本', 'revision'],
  recordedAt: ['登记时间（北京时间）', 'recorded at (Asia/Shanghai)'],
  reference: ['业务编号', 'reference'],
  session: ['场次编号', 'session'],
  worker: ['职工编号', 'worker'],
  name: ['姓名', 'name'],
  office: ['报送单位', 'office'],
  kind: ['服务类别', 'kind'],
  district: ['区划代码', 'district'],
  date: ['日期', 'date'],
  amount: ['金额（元）', 'amount ¥'],
  headcount: ['人次', 'headcount'],
  sessions: ['场次', 'sessions'],
  hours: ['课时', 'hours'],
  items: ['份数', 'items'],
  place: ['地点', 'place'],
  sex: ['性别', 'sex'],
  occupation: ['职业', 'occupation'],
  employer: ['单位', 'employer'],
  note: ['备注', 'note'],
  outcome: ['结果', 'outcome'],
  satisfied: ['满意', 'satisfied'],
} as const;

export type CorrectionColumn = keyof typeof correctionHeads;

const isColumn = (text: string): text is CorrectionColumn => Object.hasOwn(correctionHeads, text);

/** All columns, in the rank order of what can be wrong with their cells. */
export const correctionColumns: readonly CorrectionColumn[] = Object.keys(correctionHeads).filter(isColumn);

const byHead: ReadonlyMap<string, CorrectionColumn> = new Map(
  Object.entries(correctionHeads).flatMap(([column, heads]) =>
    isColumn(column) ? heads.map((head) => [head, column] as const) : [],
  ),
);

/** The head of a column, as reasons name it. */
export const headOf = (column: CorrectionColumn): string => correctionHeads[column][0];

/**
 * A cell as it stands in the sheet, and without the apostrophe that the export may have written before it. Which of
 * the two is meant shows only in comparison with the act.
 */
export type CorrectionCell = Readonly<{ written: string; meant: string }>;

/** A row of a sheet of corrections. A column that the sheet does not have has no cell. */
export type CorrectionRow = Readonly<{
  line: number;
  cells: Readonly<Partial<Record<CorrectionColumn, CorrectionCell>>>;
  /** Why the row cannot be read at all: lines in one cell, too many fields, or a cell merged over rows. */
  wrong: Wrong | null;
}>;

type Wrong = Readonly<
  | { by: 'broken'; from: number; to: number }
  | { by: 'surplus'; fields: number; columns: number }
  | { by: 'merged'; column: CorrectionColumn; from: number; to: number }
>;

type Columns = readonly (CorrectionColumn | null)[];

const needed: readonly CorrectionColumn[] = ['act', 'revision'];

/** The columns of the header, in order; null for a column that is not read. Throws SheetFault WRONG_HEADER. */
const columnsOf = (file: string, { line, fields }: SheetRecord): Columns => {
  const columns = fields.map((field) => byHead.get(cleaned(unguarded(field))) ?? null);
  const missing = needed.filter((column) => !columns.includes(column)).map(headOf);
  const repeated = columns.filter((column, at) => column !== null && columns.indexOf(column) !== at);
  if (missing.length === 0 && repeated.length === 0) return columns;
  throw sheetFault(
    'wrongColumns',
    { file, line },
    {
      ...(missing.length > 0 && { missing: missing.join(' ') }),
      ...(repeated.length > 0 && {
        repeated: repeated
          .flatMap((each) => each ?? [])
          .map(headOf)
          .join(' '),
      }),
    },
  );
};

const wrongOf = (
  columns: Columns,
  { line, fields, merged = [] }: SheetRecord,
  separator: string,
): Wrong | null => {
  const width = columns.length;
  if (isBroken(fields, width, separator)) {
    const lines = fields.reduce((sum, field) => sum + field.split('\n').length - 1, 0);
    return { by: 'broken', from: line, to: line + lines };
  }
  for (const { column: at, from, to } of merged) {
    const column = columns[at] ?? null;
    if (column !== null) return { by: 'merged', column, from, to };
  }
  const used = fields.findLastIndex((field) => field.trim() !== '') + 1;
  return used > width ? { by: 'surplus', fields: used, columns: width } : null;
};

const rowOf = (columns: Columns, record: SheetRecord, separator: string): CorrectionRow => {
  const cells: Partial<Record<CorrectionColumn, CorrectionCell>> = {};
  for (const [at, column] of columns.entries()) {
    const field = record.fields[at] ?? '';
    if (column !== null) cells[column] = { written: cleaned(field), meant: cleaned(unguarded(field)) };
  }
  return { line: record.line, cells, wrong: wrongOf(columns, record, separator) };
};

const textIn = ({ cells }: CorrectionRow, column: CorrectionColumn): string => cells[column]?.meant ?? '';

/** Whether the row is about an act. The description that follows the acts of an export is not. */
const isAct = (row: CorrectionRow): boolean =>
  row.wrong?.by === 'broken' ||
  (['act', 'district', 'date'] as const).some((column) => textIn(row, column) !== '');

/** What is read of a sheet of corrections, row by row. */
export type CorrectionReading = Readonly<{
  row: CorrectionRow;
  record: SheetRecord;
  /** `act`: it is judged; `no act`: for example the description of the export; `left out`: hidden. */
  role: 'act' | 'no act' | 'left out';
}>;

/**
 * Reads a sheet of exported acts. Throws SheetFault if it is no valid sheet, or lacks the columns that say which act
 * and which revision a row is about.
 */
export const correctionRows = async function* (
  source: RecordSource,
  skipHidden: boolean,
  hear?: (facts: WorkbookFacts) => void,
): AsyncIterable<CorrectionReading> {
  const separator = separatorOf(source);
  let columns: Columns | null = null;
  for await (const record of source.records(hear)) {
    if (columns === null) {
      columns = columnsOf(source.name, record);
      continue;
    }
    if (record.fields.every((field) => field.trim() === '')) continue;
    const row = rowOf(columns, record, separator);
    const shown = isAct(row) ? 'act' : 'no act';
    yield { row, record, role: skipHidden && record.hidden === true ? 'left out' : shown };
  }
  if (columns === null) throw sheetFault('emptyFile', { file: source.name, line: null });
};

/** Whether a field of the header names a column that an earlier report added. */
export const isReportHead = (field: string): boolean =>
  Object.values(reportNames).some((name) => name === cleaned(unguarded(field)));
