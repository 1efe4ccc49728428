import { officeCode } from '../kernel/identifiers.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { codesOf } from '@ledger/test/support/sheet-imports.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { projectFile, sheetFile } from '@ledger/test/support/sheet-files.js';
import { csv, faultOf, sheet, type Cells } from '@ledger/test/support/sheets.js';
import { actsInForce } from '@ledger/test/support/acts-in-log.js';
import type { SheetSource } from '../ports/sheet-source.js';
import type { Report } from './import-sheet.js';
import { readMapping, type Mapping } from '../sheets/column-mapping.js';
import { refusedSheet } from './refused-sheet.js';

const mappingOf = (written: unknown): Mapping => readMapping('map.json', JSON.stringify(written), catalogue);

let ledger: TestLedger;
let importRecords = 0;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
  importRecords = 0;
});
afterEach(() => ledger.close());

const importSheet = (source: SheetSource, mapping: Mapping | null): Promise<Report> => {
  importRecords += 1;
  return ledger.write.importer.import({
    id: `sheet-${String(importRecords)}`,
    source,
    mapping,
    office: officeCode('ledger'),
    by: { actor: 'li', role: 'caseworker', district: null },
    progress: () => undefined,
  });
};

/** The required columns under their standard names: without them no row is accepted. */
const least = '业务编号,服务类别,区划代码,日期';

describe('a mapped sheet is refused whole', () => {
  it.each<readonly [string, unknown, string, string, string]>([
    [
      'where it lacks a mapped column',
      { columns: { 单号: '业务编号' } },
      '服务类别,区划代码,日期',
      'WRONG_HEADER',
      'columns missing: 单号',
    ],
    [
      'where it lacks what every row needs',
      { constants: { 服务类别: '证书' } },
      '业务编号,姓名',
      'WRONG_HEADER',
      'columns missing: 区划代码 日期',
    ],
    [
      'where it has a column that is neither mapped nor ignored',
      { ignored: ['电话'] },
      `${least},电话,备注2`,
      'WRONG_HEADER',
      'columns unknown: 备注2',
    ],
    [
      'where it has a column twice',
      { columns: { 名: '姓名' } },
      `${least},名,名`,
      'MAPPING_CLASH',
      'filled more than once: 姓名; map one column to each',
    ],
    [
      'where two of its columns are one field',
      { columns: { 名: '姓名' } },
      `${least},名,姓名`,
      'MAPPING_CLASH',
      'filled more than once: 姓名; map one column to each',
    ],
    [
      'where a column is a constant too',
      { constants: { 人次: '1' } },
      `${least},人次`,
      'MAPPING_CLASH',
      'filled more than once: 人次; map one column to each',
    ],
  ])('%s, and nothing of it is written', async (_what, mapping, names, ...[code, problem]) => {
    const fault = await faultOf(
      importSheet(sheet(`${names}\r\nR-1,证书,330784,2026-03-01\r\n`), mappingOf(mapping)),
    );
    expect(fault).toStrictEqual({
      name: 'SheetFault',
      code,
      file: '三月.csv',
      line: 1,
      message: `三月.csv, line 1: ${problem}`,
    });
    expect(await ledger.events()).toStrictEqual([]);
  });
});

describe('a mapped sheet', () => {
  const canonical: Cells = { reference: 'R-1', kind: '证书', district: '330784', date: '2026-03-01' };

  /**
   * Imports one row of a mapped sheet, then the same act in the standard format, which must be refused as
   * DUPLICATE.
   */
  const thenSame = async (
    mapping: unknown,
    cells: Readonly<Record<string, string>>,
    is: Cells,
  ): Promise<void> => {
    const row = { 业务编号: 'R-1', 服务类别: '证书', 区划代码: '330784', 日期: '2026-03-01', ...cells };
    const kept = Object.entries(row).filter(([, text]) => text !== '—');
    const text = `${kept.map(([name]) => name).join(',')}\r\n${kept.map(([, cell]) => cell).join(',')}\r\n`;
    expect(await importSheet(sheet(text), mappingOf(mapping))).toStrictEqual({
      rows: 1,
      accepted: 1,
      refused: [],
    });
    const again = await importSheet(sheet(csv({ ...canonical, ...is })), null);
    expect(codesOf(again)).toStrictEqual([[2, 'DUPLICATE']]);
  };

  it.each<readonly [string, unknown, Readonly<Record<string, string>>, Cells]>([
    ['its columns by its own names', { columns: { 备: '备注' } }, { 备: '甲' }, { note: '甲' }],
    ['its constants', { constants: { 人次: '3' } }, {}, { headcount: '3' }],
    ['its kinds', { kinds: { 体检: 'health-check' } }, { 服务类别: '体检' }, { kind: '免费体检' }],
    ['its kinds by their names', { kinds: { 体检: '免费体检' } }, { 服务类别: '体检' }, { kind: '免费体检' }],
    ['a kind in every row by its code', { constants: { 服务类别: 'certificate' } }, { 服务类别: '—' }, {}],
    ['the kinds of the standard beside them', { kinds: { 体检: 'health-check' } }, {}, {}],
    ['its words', { words: { 性别: { F: '女' } } }, { 性别: 'F' }, { sex: '女' }],
    [
      'other words as they are',
      { words: { 职业: { 骑: '外卖骑手' } } },
      { 职业: '快递员' },
      { occupation: '快递员' },
    ],
    ['nothing where it ignores', { ignored: ['备注'] }, { 备注: '甲' }, {}],
    ['its days', { dates: ['D.M.YYYY'] }, { 日期: '5.3.2026' }, { date: '2026-03-05' }],
    ['its days without separators', { dates: ['YYYYMMDD'] }, { 日期: '20260305' }, { date: '2026-03-05' }],
    [
      'the days of the standard beside them',
      { dates: ['D.M.YYYY'] },
      { 日期: '2026年3月5日' },
      { date: '2026-03-05' },
    ],
    [
      'date-times by their day here',
      { dates: ['ISO'] },
      { 日期: '2026-03-04T16:00:00Z' },
      { date: '2026-03-05' },
    ],
    ['earlier ones too', { dates: ['ISO'] }, { 日期: '2026-03-04T15:59:59.999Z' }, { date: '2026-03-04' }],
    ['with an offset', { dates: ['ISO'] }, { 日期: '2026-03-05 01:00+0900' }, { date: '2026-03-05' }],
    ['of the year before', { dates: ['ISO'] }, { 日期: '2026-01-01T03:00:00+12:00' }, { date: '2025-12-31' }],
    [
      'without an offset as of here',
      { dates: ['ISO'] },
      { 日期: '2026-03-05T23:59' },
      { date: '2026-03-05' },
    ],
    ['amounts in fen', { amountsIn: 'fen' }, { 金额: '8005' }, { amount: '80.05' }],
    ['few of them', { amountsIn: 'fen' }, { 金额: '５' }, { amount: '0.05' }],
    ['none of them', { amountsIn: 'fen' }, { 金额: '' }, { amount: '' }],
  ])('says %s', async (_what, mapping, cells, is) => {
    await thenSame(mapping, cells, is);
  });

  it.each<readonly [unknown, string, string, unknown]>([
    [{ amountsIn: 'fen' }, '金额', '80.5', ['BAD_AMOUNT', { amount: '80.5分' }]],
    [{ amountsIn: 'fen' }, '金额', '80.00', ['BAD_AMOUNT', { amount: '80.00分' }]],
    [{ amountsIn: 'fen' }, '金额', '-5', ['NEGATIVE_AMOUNT', { amount: '-5' }]],
    [{ dates: ['ISO'] }, '日期', '2026-02-30T01:00:00Z', ['BAD_DATE', { date: '2026-02-30T01:00:00Z' }]],
    [{ dates: ['ISO'] }, '日期', '2026-03-05T24:00', ['BAD_DATE', { date: '2026-03-05T24:00' }]],
    [{ dates: ['D.M.YYYY'] }, '日期', '31.2.2026', ['BAD_DATE', { date: '31.2.2026' }]],
    [{}, '日期', '2026-03-05T01:00Z', ['BAD_DATE', { date: '2026-03-05T01:00Z' }]],
    [{ kinds: { 体检: 'health-check' } }, '服务类别', '按摩', ['UNKNOWN_KIND', { kind: '按摩' }]],
  ])('has rows that are refused: %j with %s %s', async (mapping, name, text, refusal) => {
    const cells = { 业务编号: 'R-1', 服务类别: '证书', 区划代码: '330784', 日期: '2026-03-01', [name]: text };
    const content = `${Object.keys(cells).join(',')}\r\n${Object.values(cells).join(',')}`;
    const { refused } = await importSheet(sheet(content), mappingOf(mapping));
    expect(refused.map(({ code, because }) => [code, because])).toStrictEqual([refusal]);
  });
});

describe('the example of services/README.md', () => {
  const folder = projectFile('test', 'sample', 'mapping');
  const text = readFileSync(join(folder, 'mapping.json'), 'utf8');
  const mapping = readMapping('mapping.json', text, catalogue);

  it('is the file that stands beside its sheets', () => {
    const readme = readFileSync(projectFile('services', 'README.md'), 'utf8');
    const [, block = ''] = /```json\n(\{\n {2}"columns"[^`]*)```/.exec(readme) ?? [];
    expect(block).toBe(text);
  });

  it('reads its sheet, as CSV or as a workbook, as the standard sheet that says the same', async () => {
    const report = {
      rows: 5,
      accepted: 4,
      refused: [{ row: 6, code: 'UNKNOWN_KIND', because: { kind: '按摩' } }],
    };
    expect(await importSheet(await sheetFile(join(folder, 'sheet.csv')), mapping)).toStrictEqual(report);
    const acts = actsInForce(await ledger.events());
    expect(acts.map(({ reference }) => reference)).toStrictEqual(['2024-1', '2024-2', '2024-3', '2024-4']);
    const member = (number: number, name: string, sex: string, more: Cells): Cells => ({
      reference: `2024-${String(number)}`,
      kind: '免费体检',
      district: '330784',
      headcount: '1',
      membership: `YK-${String(number)}`,
      name,
      sex,
      ...more,
    });
    const standardSheet = csv(
      member(1, '王强', '男', { date: '2024-03-05', amount: '800' }),
      member(2, '李娜', '女', { date: '2024-03-05', amount: '799.50' }),
      member(3, '张伟', '男', { kind: '证书', date: '2024-03-06' }),
      member(4, '陈静', '女', { date: '2024-03-07', amount: '600' }),
    );
    const duplicates = [2, 3, 4, 5].map((line) => [line, 'DUPLICATE']);
    expect(codesOf(await importSheet(sheet(standardSheet), null))).toStrictEqual(duplicates);
    const workbook = await importSheet(await sheetFile(join(folder, 'sheet.xlsx')), mapping);
    expect(codesOf(workbook)).toStrictEqual([...duplicates, [6, 'UNKNOWN_KIND']]);
  });

  it.each(['sheet.csv', 'sheet.xlsx'])('hands refused rows of %s back in its own columns', async (file) => {
    const source = await sheetFile(join(folder, file));
    const { refused } = await importSheet(source, mapping);
    let again = '';
    for await (const piece of refusedSheet({ source, mapping, refused, language: 'zh' })) again += piece;

    expect(again).toBe(
      '\uFEFF单号,项目,办理时间,会员号,姓名,性别,电话,补助（分）,退回行号,退回代码,退回原因\r\n' +
        `2024-5,按摩,2024-03-07,YK-5,周杰,M,,100,6,UNKNOWN_KIND,没有“按摩”这个服务类别\r\n`,
    );
    expect((await importSheet(sheet(again.replace('按摩,2024', '体检,2024')), mapping)).accepted).toBe(1);
  });
});
