import { codesOf, importTestSheet } from '@ledger/test/support/sheet-imports.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { csv, faultOf, header, sheet, type Cells } from '@ledger/test/support/sheets.js';
import { actsInForce } from '@ledger/test/support/acts-in-log.js';
import { nothing, totalsBy } from '@ledger/test/support/totals.js';
import { sliceNameOf } from '../kernel/ids.js';
import type { Report } from './import-sheet.js';
import { importSummary } from './undo-import.js';
import { rowCharsMax } from '../ports/sheet-source.js';

let ledger: TestLedger;
let importRecords = 0;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
  importRecords = 0;
});
afterEach(() => ledger.close());

const row = (reference: string, more: Cells = {}): Cells => ({
  reference,
  kind: '证书',
  district: '330603',
  date: '2026-03-01',
  headcount: '1',
  ...more,
});
const check = (reference: string, membership: string, more: Cells = {}): Cells =>
  row(reference, { kind: '免费体检', membership, amount: '800', ...more });
const session = (reference: string, more: Cells = {}): Cells =>
  row(reference, { kind: '技能培训', headcount: '30', sessions: '1', ...more });
const attendance = (reference: string, of: string, membership: string, more: Cells = {}): Cells =>
  row(reference, { kind: '技能培训', session: of, membership, ...more });

/** Imports the rows as a new import. The first row is on line 2. */
const importSheet = (...rows: readonly Cells[]): Promise<Report> => {
  importRecords += 1;
  return importTestSheet(ledger.write, sheet(csv(...rows)), { id: `sheet-${String(importRecords)}` });
};

const references = async (): Promise<readonly unknown[]> =>
  actsInForce(await ledger.events()).map(({ reference }) => reference);

const workers = async (): Promise<number> =>
  (await ledger.events()).filter(({ event }) => event.type === 'WorkerRegistered').length;

/** The number of events in the log, without those of imports and of worker number blocks. */
const written = async (): Promise<number> =>
  (await ledger.events()).filter(({ stream }) => !['import', 'numbers'].includes(sliceNameOf(stream))).length;

describe('a sheet', () => {
  it('is taken in row by row, its facts as they are written', async () => {
    const report = await importSheet(check('R-1', 'M-1'), row('R-2', { membership: 'M-1' }), session('S-1'));
    expect(report).toStrictEqual({ rows: 3, accepted: 3, refused: [] });
    expect(await references()).toStrictEqual(['R-1', 'R-2', 'S-1']);
    expect(await workers()).toBe(1);
    expect(await totalsBy(ledger, 'kind')).toStrictEqual({
      'health-check': { ...nothing, acts: 1, headcount: 1, people: 1, amountFen: 80_000, paidFen: 80_000 },
      certificate: { ...nothing, acts: 1, headcount: 1, people: 1 },
      'skills-training': { ...nothing, acts: 1, headcount: 30, sessions: 1 },
    });
  });

  it('without rows is taken in too', async () => {
    expect(await importSheet()).toStrictEqual({ rows: 0, accepted: 0, refused: [] });
    expect(await written()).toBe(0);
  });

  it('is noted when it begins and when it ends, by the name of its file alone', async () => {
    const source = sheet(csv(row('R-1'), row('')), { name: '/home/li/2026/三月.csv' });
    await importTestSheet(ledger.write, source, { id: 'x', office: 'kq' });
    const notes = (await ledger.events()).filter(({ stream }) => stream === 'import-x');
    const [{ act } = { act: null }] = actsInForce(await ledger.events());
    const sealed: unknown = expect.any(String);
    expect(notes.map(({ event }) => event)).toStrictEqual([
      {
        type: 'ImportReceived',
        data: {
          ...{
            file: sealed,
            how: sealed,
            office: 'KQ',
            officeWritten: null,
            allOrNothing: false,
            kept: null,
          },
        },
      },
      { type: 'ImportBegun', data: { rows: 2, remarks: null } },
      {
        type: 'RowsRefused',
        data: { refused: [{ row: 3, code: 'MISSING_REF', existing: null }], because: sealed, persons: [] },
      },
      { type: 'RowsAccepted', data: { acts: [{ row: 2, act }] } },
      { type: 'ImportDone', data: { rows: 2, accepted: 1, refused: [{ code: 'MISSING_REF', rows: 1 }] } },
    ]);
    expect((await importSummary(ledger, 'x'))?.file).toBe('三月.csv');
  });

  it('keeps no cell in clear text with the reason for which its row was refused', async () => {
    await importSheet(row('R-1', { date: '王小明' }), row('R-2', { amount: '13800000000元' }));
    const kept = JSON.stringify((await ledger.events()).map(({ event }) => event));
    expect(kept).not.toMatch(/王小明|13800000000/);
  });

  it('repeats no more of a cell than helps to find it', async () => {
    const { refused } = await importSheet(row('R-1', { date: '明'.repeat(5_000) }));
    expect(refused).toStrictEqual([{ row: 2, code: 'BAD_DATE', because: { date: `${'明'.repeat(100)}…` } }]);
  });

  it('tells how far it has come, to its end', async () => {
    const reported: (readonly [judged: number, rows: number])[] = [];
    const progress = (judged: number, rows: number): void => {
      reported.push([judged, rows]);
    };
    await importTestSheet(ledger.write, sheet(csv(row('R-1'), row(''), row('R-2'))), { id: 'x', progress });
    expect(reported.at(-1)).toStrictEqual([3, 3]);
    expect(reported.map(([judged]) => judged)).toStrictEqual(
      reported.map(([judged]) => judged).toSorted((a, b) => a - b),
    );
  });

  it('of another office has references and members of its own', async () => {
    const rows = csv(check('R-1', 'M-1'));
    const reports = [];
    for (const office of ['kq', 'sy']) {
      reports.push(await importTestSheet(ledger.write, sheet(rows), { id: office, office }));
    }
    expect(reports.map(({ accepted }) => accepted)).toStrictEqual([1, 1]);
    expect(await workers()).toBe(2);
  });
});

describe('a bad row', () => {
  it('is listed with its line and the first of its reasons, and the others are accepted', async () => {
    const report = await importSheet(
      row(''),
      row('R-1', { kind: '理发' }),
      row('R-2', { district: '' }),
      row('R-3', { district: '339999' }),
      row('R-4', { date: '2026-02-30' }),
      row('R-5', { date: '2026-03-11' }),
      row('R-6', { amount: '1.234' }),
      row('R-7', { amount: '-5' }),
      row('R-8', { headcount: '几' }),
      row('R-9', { note: '上午\r\n下午' }),
      row('R-9', { note: '上午\r\n下午' }),
      row('R-9', { note: '晚上' }),
      row('R-10', { session: 'S-0' }),
      session('S-1'),
      attendance('R-11', 'S-1', 'M-1'),
      attendance('R-12', 'S-1', 'M-1'),
      check('R-13', 'M-1'),
      check('R-14', 'M-1'),
      check('R-15', 'M-2', { sex: '男', amount: '1200.01' }),
      row('R-16', { note: '长'.repeat(4_001) }),
    );
    expect(codesOf(report)).toStrictEqual([
      [2, 'MISSING_REF'],
      [3, 'UNKNOWN_KIND'],
      [4, 'MISSING_DISTRICT'],
      [5, 'UNKNOWN_DISTRICT'],
      [6, 'BAD_DATE'],
      [7, 'DATE_IN_FUTURE'],
      [8, 'BAD_AMOUNT'],
      [9, 'NEGATIVE_AMOUNT'],
      [10, 'BAD_COUNT'],
      [13, 'DUPLICATE'],
      [15, 'REF_REUSED'],
      [16, 'UNKNOWN_SESSION'],
      [19, 'ALREADY_ATTENDED'],
      [21, 'ONCE_PER_YEAR'],
      [22, 'OVER_CAP'],
      [23, 'TEXT_TOO_LONG'],
    ]);
    expect([report.rows, report.accepted]).toStrictEqual([20, 4]);
    expect(await references()).toStrictEqual(['R-9', 'S-1', 'R-11', 'R-13']);
  });

  it('says what is wrong with it', async () => {
    const { refused } = await importSheet(
      check('R-1', 'M-1', { amount: '1200.01', sex: '男' }),
      row('R-2', { amount: '八十' }),
      row('R-3', { session: 'S-0' }),
    );
    expect(refused).toStrictEqual([
      { row: 2, code: 'OVER_CAP', because: { cap: '1200.00' } },
      { row: 3, code: 'BAD_AMOUNT', because: { amount: '八十' } },
      { row: 4, code: 'UNKNOWN_SESSION', because: { session: 'S-0' } },
    ]);
  });

  it('with more fields than the header is refused alone', async () => {
    const text = `${header}\r\n${'x,'.repeat(17)}y\r\nR-1,证书,330603,,2026-03-01\r\n`;
    const report = await importTestSheet(ledger.write, sheet(text), { id: 'x' });
    expect(report).toStrictEqual({
      rows: 2,
      accepted: 1,
      refused: [{ row: 2, code: 'BAD_ROW', because: { fields: 18, columns: 17 } }],
    });
  });

  it('leaves no worker behind, and nothing else', async () => {
    const report = await importSheet(
      check('R-1', 'M-1', { date: '明天' }),
      check('R-2', 'M-2', { amount: '9999' }),
      attendance('R-3', 'S-0', 'M-3'),
      check('R-4', 'M-4'),
    );
    expect([report.accepted, await workers()]).toStrictEqual([1, 1]);
    expect(await references()).toStrictEqual(['R-4']);
    expect((await ledger.events()).filter(({ stream }) => /R-[123]$/.test(stream))).toStrictEqual([]);
  });
});

describe('a file that is no sheet', () => {
  const good = Array.from({ length: 3_000 }, (_, index) => row(`R-${String(index)}`));

  it.each([
    ['breaks off in a quote', `${csv(...good)}"R-3000,证书\r\n`, 'BROKEN_CSV', 3_002],
    ['has a row without end', `${csv(...good)}${'x'.repeat(rowCharsMax + 1)}`, 'LINE_TOO_LONG', 3_002],
    ['has no header', csv(...good).slice(header.length), 'NO_HEADER', null],
    ['has another header', csv(...good).replace('金额', '钱'), 'WRONG_HEADER', 1],
    ['is empty', '', 'NO_HEADER', null],
    ['is in no known encoding', Buffer.from([0xff, 0xfe, 0x00]), 'UNKNOWN_ENCODING', null],
  ])('is told so where it %s, and nothing of it is written', async (_what, content, code, line) => {
    const fault = await faultOf(importTestSheet(ledger.write, sheet(content), { id: 'x' }));
    expect(fault).toMatchObject({ name: 'SheetFault', code, file: '三月.csv', line });
    expect(await ledger.events()).toStrictEqual([]);
  });
});

describe('a sheet without an office', () => {
  const unsaid = (id: string, ...rows: readonly Cells[]): Promise<Report> =>
    importTestSheet(ledger.write, sheet(csv(...rows), { name: '三月.csv' }), { id, office: null });
  const said = (id: string, office: string, ...rows: readonly Cells[]): Promise<Report> =>
    importTestSheet(ledger.write, sheet(csv(...rows)), { id, office });

  it('is of the ledger’s own office, as long as no office has recorded under a code of its own', async () => {
    expect((await unsaid('a', row('R-1'))).accepted).toBe(1);
    expect((await unsaid('b', row('R-2'))).accepted).toBe(1);
  });

  it('is refused as a whole once one has, whatever its rows are, and nothing is written', async () => {
    await said('a', 'kq', row('R-1'));
    await said('b', 'sy', row('R-1'));
    const before = await ledger.events();
    expect(await faultOf(unsaid('c', row('R-1'), row('')))).toStrictEqual({
      name: 'SheetFault',
      code: 'BAD_OFFICE',
      file: '三月.csv',
      line: null,
      message:
        '三月.csv: say which office submits it: offices have recorded under codes of their own (KQ, SY)',
    });
    expect(await ledger.events()).toStrictEqual(before);
    expect((await said('d', 'ledger', row('R-1'))).accepted).toBe(1);
  });

  it('goes on where it had begun before', async () => {
    const rows = [row('R-1'), row('R-2')];
    const interrupted = ledger.write.importer.import({
      ...{ id: 'a', office: null, source: sheet(csv(...rows)), together: 1 },
      by: { actor: 'li', role: 'caseworker', district: null },
      progress: () => {
        throw new Error('interrupted');
      },
    });
    await expect(interrupted).rejects.toThrow('interrupted');
    await said('b', 'kq', row('R-1'));
    expect(await unsaid('a', ...rows)).toStrictEqual({ rows: 2, accepted: 2, refused: [] });
  });

  it('whose rows were all refused leaves no office behind', async () => {
    await said('a', 'kq', row(''));
    expect((await unsaid('b', row('R-1'))).accepted).toBe(1);
  });
});
