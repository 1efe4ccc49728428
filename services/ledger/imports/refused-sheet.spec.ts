import { parse } from 'csv-parse/sync';
import { patience } from '@ledger/test/journeys/support/patience.js';
import { sheets } from '@ledger/test/journeys/support/sample.js';
import { codesOf, importTestSheet } from '@ledger/test/support/sheet-imports.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { textFile } from '@ledger/test/support/sheet-files.js';
import { csv, gb18030, header, sheet, type Cells } from '@ledger/test/support/sheets.js';
import { actsInForce } from '@ledger/test/support/acts-in-log.js';
import type { TextSource } from '../ports/sheet-source.js';
import type { RefusedRow } from './import-sheet.js';
import { refusedSheet } from './refused-sheet.js';

let ledger: TestLedger;
let importRecords = 0;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
  importRecords = 0;
});
afterEach(() => ledger.close());

const row = (reference: string, more: Cells = {}): Cells => ({
  reference,
  kind: '技能培训',
  district: '330603',
  date: '2026-03-01',
  ...more,
});
const session = (reference: string, more: Cells = {}): Cells => row(reference, { sessions: '1', ...more });
const attendance = (reference: string, of: string, membership: string, more: Cells = {}): Cells =>
  row(reference, { session: of, membership, headcount: '1', ...more });

const importSheet = (source: TextSource): ReturnType<typeof importTestSheet> => {
  importRecords += 1;
  return importTestSheet(ledger.write, source, { id: `sheet-${String(importRecords)}` });
};

const sheetOf = async (source: TextSource, refused: readonly RefusedRow[]): Promise<string> => {
  let text = '';
  for await (const piece of refusedSheet({ source, refused, language: 'en' })) text += piece;
  return text;
};

/** Imports a sheet and returns the sheet of its refused rows. */
const refusedOf = async (source: TextSource): Promise<string> =>
  sheetOf(source, (await importSheet(source)).refused);

const references = async (): Promise<readonly unknown[]> =>
  actsInForce(await ledger.events()).map(({ reference }) => reference);

type Fields = string[];

const report = '退回行号,退回代码,退回原因';
const brought = '"recorded already; here for its attendance"';

describe('a sheet of refused rows', () => {
  it('has the refused rows as they were, with line, code and reason behind them, and no duplicate', async () => {
    const good = row('R-1', { note: '甲,乙' });
    const text = csv(
      good,
      row('R-2', { date: '3月', note: ' "好"\r\n晚 ' }),
      good,
      row('R-3', { amount: 'x' }),
    );
    expect(await refusedOf(sheet(text))).toBe(
      `\uFEFF${header},${report}\r\n` +
        'R-2,技能培训,330603,,3月,,,,,,,,,,,," ""好""\r\n晚 ",3,BAD_DATE,the date “3月” cannot be read or is no day since 1950\r\n' +
        'R-3,技能培训,330603,,2026-03-01,,,,,,,,,,,x,,6,BAD_AMOUNT,the amount “x” cannot be read\r\n',
    );
  });

  it('has a header only where nothing was refused', async () => {
    expect(await refusedOf(sheet(csv(row('R-1'))))).toBe(`\uFEFF${header},${report}\r\n`);
  });

  it('keeps the order of the columns, of a sheet in any encoding', async () => {
    const names = header.split(',').toReversed().join(',');
    const fields = `备,,,,,,,,,,,,明天,,330603,技能培训,R-1`;
    const text = await refusedOf(sheet(gb18030(`${names}\r\n${fields}\r\n`)));
    expect(text.slice(1).split('\r\n', 2)).toStrictEqual([
      `${names},${report}`,
      `${fields},2,BAD_DATE,the date “明天” cannot be read or is no day since 1950`,
    ]);
  });

  it('imported again as it is, says the same of the same rows', async () => {
    const rows = [row('R-1', { date: '明天' }), row('R-2', { kind: '理发' }), row('R-3')];
    const first = await refusedOf(sheet(csv(...rows)));
    const second = await refusedOf(sheet(first));
    expect(second).toBe(first);
  });

  it('puts the report behind a row that has too many fields, so that its last ones can be moved', async () => {
    const text = `${header}\r\nR-1,技能培训,330603,多,,2026-03-01${','.repeat(12)}备\r\n`;
    const again = await refusedOf(sheet(text));
    const [names = '', fields = ''] = again.slice(1).split('\r\n');
    expect(names).toBe(`${header},,${report}`);
    const reported = `2,BAD_ROW,"the row has 18 fields, the header 17"`;
    expect(fields).toBe(`R-1,技能培训,330603,多,,2026-03-01${','.repeat(12)}备,${reported}`);
    const unchanged = await importSheet(sheet(again));
    expect(codesOf(unchanged)).toStrictEqual([[2, 'BAD_ROW']]);
    const moved = await importSheet(sheet(again.replace('多,,2026', '多,2026').replace('备,2', '备,,2')));
    expect(moved).toStrictEqual({ rows: 1, accepted: 1, refused: [] });
  });
});

describe('cells that a spreadsheet would calculate', () => {
  const cells = { place: '=1+1', employer: '+86', occupation: '@骑手', note: "'-备", name: '-' };

  it('are guarded, and come back as they were', async () => {
    const bad = row('R-1', { ...cells, membership: 'M-1', amount: '-5' });
    const text = await refusedOf(sheet(csv(bad)));
    const line = text.split('\r\n')[1] ?? '';
    const [record = []]: Fields[] = parse(line);
    expect(record.filter((cell) => /^[=+\-@]/.test(cell))).toStrictEqual([]);
    expect(record).toStrictEqual(expect.arrayContaining(["'=1+1", "'+86", "'@骑手", "''-备", "'-5"]));
    expect((await importSheet(sheet(text.replace("'-5", '5')))).accepted).toBe(1);
    const original = row('R-1', { ...cells, membership: 'M-1', amount: '5' });
    expect(codesOf(await importSheet(sheet(csv(original))))).toStrictEqual([[2, 'DUPLICATE']]);
  });

  it('are what they are where a sheet has no report', async () => {
    expect((await importSheet(sheet(csv(row('R-1', { place: "'=1" }))))).accepted).toBe(1);
    const again = await importSheet(sheet(csv(row('R-1', { place: '=1' }))));
    expect(codesOf(again)).toStrictEqual([[2, 'REF_REUSED']]);
  });
});

describe('attendance that was refused', () => {
  it('brings the recorded session along that it names, from before it or behind it', async () => {
    const text = csv(
      attendance('R-1', 'S-2', 'M-1', { date: '明天' }),
      session('S-1'),
      attendance('R-2', 'S-1', 'M-1', { amount: '几元' }),
      attendance('R-3', 'S-3', 'M-1'),
      session('S-2'),
      session('S-3'),
    );
    const again = await refusedOf(sheet(text));
    expect(again.split('\r\n').map((line) => line.split(',')[0])).toStrictEqual([
      '\uFEFF业务编号',
      'R-1',
      'R-2',
      'S-1',
      'S-2',
      '',
    ]);
    expect(again.split('\r\n')[3]).toBe(`S-1,技能培训,330603,,2026-03-01,,,,,,,,1,,,,,3,,${brought}`);
    const corrected = await importSheet(sheet(again.replace('明天', '2026-03-01').replace('几元', '')));
    expect(codesOf(corrected)).toStrictEqual([
      [4, 'DUPLICATE'],
      [5, 'DUPLICATE'],
    ]);
    expect((await references()).toSorted()).toStrictEqual(['R-1', 'R-2', 'R-3', 'S-1', 'S-2', 'S-3']);
  });

  it('because its session was refused finds it in the same sheet', async () => {
    const again = await refusedOf(
      sheet(csv(session('S-1', { date: '明天' }), attendance('R-1', 'S-1', 'M-1'))),
    );
    expect(again.trimEnd().split('\r\n')).toHaveLength(3);
    expect((await importSheet(sheet(again.replace('明天', '2026-03-01')))).accepted).toBe(2);
  });

  it('because it names no session of the sheet may choose among all that are recorded', async () => {
    const again = await refusedOf(
      sheet(
        csv(attendance('R-1', 'S-9', 'M-1'), session('S-1'), session('S-2', { date: '明天' }), row('R-2')),
      ),
    );
    expect(again.split('\r\n').map((line) => line.split(',')[0])).toStrictEqual([
      '\uFEFF业务编号',
      'R-1',
      'S-2',
      'S-1',
      '',
    ]);
    const corrected = await importSheet(sheet(again.replace('S-9', 'S-1').replace('明天', '2026-03-01')));
    expect(codesOf(corrected)).toStrictEqual([[4, 'DUPLICATE']]);
  });
});

type Changes = Readonly<{ [column: string]: string }>;

const names = header.split(',');
const counts = ['人次', '场次', '课时', '份数'];

const cellOf = (record: Fields, column: string): string => record[names.indexOf(column)] ?? '';

const mended = (record: Fields): Changes =>
  Object.fromEntries(counts.filter((name) => !/^\d*$/.test(cellOf(record, name))).map((name) => [name, '1']));

/**
 * The correction that an office would make for a refusal. `fresh` is an unused number; `sessions` are recorded
 * sessions.
 */
const correction = (record: Fields, fresh: string, sessions: readonly string[]): Changes => {
  switch (record.at(-2) ?? '') {
    case 'UNKNOWN_KIND':
      return { 服务类别: '证书' };
    case 'UNKNOWN_DISTRICT':
    case 'MISSING_DISTRICT':
      return { 区划代码: '330784' };
    case 'BAD_DATE':
    case 'DATE_IN_FUTURE':
      return { 日期: '2024-01-02' };
    case 'BAD_AMOUNT':
    case 'NEGATIVE_AMOUNT':
      return { 金额: '1' };
    case 'BAD_COUNT':
      return mended(record);
    case 'OVER_CAP':
      return { 金额: '1', 会员编号: fresh };
    case 'ONCE_PER_YEAR':
    case 'ALREADY_ATTENDED':
      return { 会员编号: fresh };
    case 'REF_REUSED':
    case 'MISSING_REF':
      return { 业务编号: fresh };
    case 'PERSON_DIFFERS':
      return { 姓名: '', 性别: '' };
    case 'WRONG_SESSION':
      return { 场次编号: '' };
    case 'UNKNOWN_SESSION':
      return cellOf(record, '场次编号').includes('NONE') ? { 场次编号: sessions[0] ?? '' } : {};
    default:
      return {};
  }
};

const csvOf = (records: readonly Fields[]): string =>
  records.map((record) => record.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');

let numbers = 0;

/** Takes a sheet of refused rows and corrects each row according to its refusal code. */
const correctedSheet = (text: string): string => {
  const [head = [], ...records]: Fields[] = parse(text, { bom: true });
  const sessions = records.filter((record) => record.at(-2) === '').map(([reference = '']) => reference);
  const rows = records.map((record) => {
    numbers += 1;
    const changes = correction(record, `NEW-${String(numbers)}`, sessions);
    return record.map((cell, at) => changes[head[at] ?? ''] ?? cell);
  });
  return csvOf([head, ...rows]);
};

const refusalsIn = (text: string): readonly unknown[] => {
  const records: Fields[] = parse(text, { bom: true, from: 2 });
  return records
    .filter((record) => record.at(-2) !== '')
    .map((record) => [Number(record.at(-3)), record.at(-2)]);
};

/** Leaves out the long sheet of 柯桥: the sheet of 永康 covers the same refusal codes. */
const eachKind = sheets.filter(({ district }) => district !== '330603');

describe.each(eachKind)('the refused rows of the sample sheet $name', ({ file, rejected }) => {
  it(
    'are all accepted in the end: corrected for what they were refused for, and imported again',
    async () => {
      const toCorrect = rejected.filter(({ code }) => code !== 'DUPLICATE');
      let again = await refusedOf(textFile(file));
      expect(refusalsIn(again)).toStrictEqual(toCorrect.map(({ row: line, code }) => [line, code]));
      let accepted = 0;
      // A row may have several errors. Each round reports one of them.
      for (let round = 0; round < 4; round += 1) {
        const source = sheet(correctedSheet(again));

        const report = await importSheet(source);
        accepted += report.accepted;
        again = await sheetOf(source, report.refused);
      }
      expect(refusalsIn(again)).toStrictEqual([]);
      expect(accepted).toBe(toCorrect.length);
    },
    patience,
  );
});
