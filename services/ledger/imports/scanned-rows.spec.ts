import { csv, csvRow, faultOf, header, sheet, type Cells } from '@ledger/test/support/sheets.js';
import type { RecordSource, SheetRecord, WorkbookFacts } from '../ports/sheet-source.js';
import { readMapping } from '../sheets/column-mapping.js';
import type { HowRead } from '../sheets/row-roles.js';
import { recordsOf } from '../sheets/sheet-rows.js';
import { catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { refusedSheet } from './refused-sheet.js';
import { sheetMax, scanSheet, type SheetScan } from './sheet-scan.js';

/** Tests of the remarks on a sheet: everything reported apart from its acts. */

const act = (reference: string, more: Cells = {}): Cells => ({
  ...{ reference, kind: '证书', district: '330603', date: '2026-03-01', headcount: '1' },
  ...more,
});

const plain: HowRead = { mapping: null, skipHidden: false };

const scanOf = async (text: string, how = plain, most = sheetMax): Promise<SheetScan> =>
  scanSheet(await recordsOf(sheet(text)), how, most);

/** A workbook with these rows. */
const workbook = (rows: readonly Omit<SheetRecord, 'line'>[], facts: WorkbookFacts): RecordSource => ({
  name: '三月.xlsx',
  records: async function* (hear) {
    hear?.(facts);
    yield { line: 1, fields: header.split(',') };
    for (const [index, row] of rows.entries()) yield { line: index + 2, ...row };
  },
});

const noFacts = { worksheet: '三月', notRead: [], merged: [] };
const fieldsOf = (reference: string): readonly string[] => csvRow(act(reference)).split(',');
const linesOf = ({ kept }: SheetScan): readonly number[] => (kept ?? []).map(({ line }) => line);

describe('hidden rows of a workbook', () => {
  const hidden = true;
  const rows = [
    { fields: fieldsOf('R-1') },
    { fields: fieldsOf('R-2'), hidden },
    { fields: fieldsOf('R-3'), hidden },
    { fields: fieldsOf('R-4') },
  ] as const;

  it('are judged as all others, and told', async () => {
    const found = await scanSheet(workbook(rows, noFacts), plain);
    expect(linesOf(found)).toStrictEqual([2, 3, 4, 5]);
    expect(found.remarks?.hidden).toStrictEqual({ count: 2, at: [{ from: 3, to: 4 }], leftOut: false });
  });

  it('are left out where that is asked for, and told', async () => {
    const found = await scanSheet(workbook(rows, noFacts), { mapping: null, skipHidden: true });
    expect([found.rows, linesOf(found)]).toStrictEqual([2, [2, 5]]);
    expect(found.remarks?.hidden).toStrictEqual({ count: 2, at: [{ from: 3, to: 4 }], leftOut: true });
  });
});

test('worksheets that are not read are named, also where every row is an act', async () => {
  const facts = { worksheet: '三月', notRead: ['二月', '说明'], merged: ['A1:B1'] };
  const { remarks } = await scanSheet(workbook([{ fields: fieldsOf('R-1') }], facts), plain);
  expect(remarks?.notRead.worksheets).toStrictEqual({ count: 2, names: ['二月', '说明'] });
  expect(remarks?.merged).toStrictEqual({ count: 1, names: ['A1:B1'] });
});

test('of very many places the first are told, and how many there are', async () => {
  const remark = csvRow({ note: '备注' });
  const { remarks } = await scanOf([header, ...Array<string>(150).fill(`${remark}\r\n`)].join('\r\n'));
  expect(remarks?.notRead.rows.count).toBe(150);
  expect(remarks?.notRead.rows.at).toHaveLength(100);
});

describe('a row of totals', () => {
  const totals = (cells: Cells): Cells => ({ reference: '合计', ...cells });
  const paid = (reference: string, amount: string): Cells => act(reference, { kind: '维权热线', amount });

  const compared = async (...rows: readonly Cells[]): Promise<unknown> =>
    (await scanOf(csv(...rows))).remarks?.totals.map(({ row, label, figures }) => [
      ...[row, label],
      ...figures.map(({ field, stated, counted, agrees }) => [field, stated, counted, agrees]),
    ]);

  it('that differs from the rows above it is told with both figures', async () => {
    const rows = [paid('R-1', '100'), paid('R-2', '0.5'), totals({ headcount: '2', amount: '101' })];
    expect(await compared(...rows)).toStrictEqual([
      [4, '合计', ['人次', '2', '2', true], ['金额', '101', '100.50', false]],
    ]);
  });

  it('takes what was paid back off, as a program does', async () => {
    expect(await compared(paid('R-1', '100'), paid('R-2', '-30'), totals({ amount: '70' }))).toStrictEqual([
      [4, '合计', ['金额', '70', '70.00', true]],
    ]);
  });

  it('adds class hours as whole minutes, and reads a rounded sum as the nearest minute', async () => {
    const third = act('R-1', { kind: '技能培训', hours: '0.3333' });
    expect(await compared(third, third, totals({ hours: '0.67' }))).toStrictEqual([
      [4, '合计', ['课时', '0.67', '0.6667', true]],
    ]);
    expect(await compared(third, third, totals({ hours: '0.7' }))).toStrictEqual([
      [4, '合计', ['课时', '0.7', '0.6667', false]],
    ]);
    const hours = act('R-1', { kind: '技能培训', hours: '0.1' });
    expect(await compared(hours, hours, hours, totals({ hours: '0.3' }))).toStrictEqual([
      [5, '合计', ['课时', '0.3', '0.3', true]],
    ]);
  });

  it('of a page is compared with the rows since the last one, of all with all', async () => {
    const page = (amount: string): Cells => totals({ reference: '小计', amount });
    const rows = [paid('R-1', '10'), page('10'), paid('R-2', '20'), page('20'), totals({ amount: '30' })];
    expect(await compared(...rows)).toStrictEqual([
      [3, '小计', ['金额', '10', '10.00', true]],
      [5, '小计', ['金额', '20', '20.00', true]],
      [6, '合计', ['金额', '30', '30.00', true]],
    ]);
  });

  it('cannot be compared where an amount cannot be read', async () => {
    expect(await compared(paid('R-1', '一百'), totals({ amount: '100' }))).toStrictEqual([
      [3, '合计', ['金额', '100', null, false]],
    ]);
  });

  it('may have its label in any column; a person who is called so has an act all the same', async () => {
    expect(await compared({ place: '总 计', amount: '0' })).toStrictEqual([
      [2, '总计', ['金额', '0', '0.00', true]],
    ]);
    const named = await scanOf(csv(act('R-1', { name: '小计', membership: 'M-1' })));
    expect([named.rows, named.remarks]).toStrictEqual([1, null]);
  });
});

describe('a row that says of no act', () => {
  it('in a mapped sheet is known by its own cells, not by those that are the same in every row', async () => {
    const text = { columns: { 单号: '业务编号', 项目: '服务类别', 说明: '备注' }, ignored: [] };
    const constants = { 区划代码: '330784', 日期: '2026-03-01' };
    const mapping = readMapping('m', JSON.stringify({ ...text, constants }), catalogue);
    const how = { mapping, skipHidden: false };
    const found = await scanOf('单号,项目,说明\r\nR-1,证书,\r\n填表人：张三,,审核\r\n', how);
    expect([found.rows, found.remarks?.notRead.rows.at]).toStrictEqual([1, [{ from: 3, to: 3 }]]);
  });
});

describe('rows that a quotation mark has put together', () => {
  /** Rows merged into one record: the last cell of the first row opens a quotation mark, and the last row closes it. */
  const head = csvRow(act('R-1')).split(',').slice(0, -1).join(',');
  const swallowed = (between: string): string => `${head},"急\r\n${between}\r\n${head},办"\r\n`;
  const text = `${header}\r\n${swallowed(csvRow(act('R-2')))}`;
  const broken = { from: 2, to: 4 };

  it('are counted one by one, each with the lines that stand together', async () => {
    const { rows, kept } = await scanOf(text);
    expect([rows, (kept ?? []).map(({ line, broken: span }) => [line, span])]).toStrictEqual([
      3,
      [2, 3, 4].map((line) => [line, broken]),
    ]);
  });

  it('stand one by one in the sheet of refused rows, each to be corrected', async () => {
    const refused = [2, 3, 4].map((row) => ({ row, code: 'BROKEN_ROW', because: broken }) as const);
    let written = '';
    for await (const piece of refusedSheet({ source: sheet(text), refused, language: 'en' }))
      written += piece;
    const rows = written.trim().split('\r\n').slice(1);
    expect(rows.map((row) => row.slice(0, 3))).toStrictEqual(['R-1', 'R-2', 'R-1']);
    expect(rows.every((row) => row.includes('BROKEN_ROW'))).toBe(true);
  });

  it('may be too many rows in a few records', async () => {
    const records = swallowed('\n'.repeat(4)).repeat(2);
    const upTo = (rows: number): Promise<SheetScan> =>
      scanOf(`${header}\r\n${records}`, plain, { ...sheetMax, rows });
    expect((await upTo(14)).rows).toBe(14);
    expect(await faultOf(upTo(13))).toMatchObject({ code: 'TOO_MANY_ROWS', line: 15 });
  });
});
