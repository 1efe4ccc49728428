import { codesOf, importTestSheet } from '@ledger/test/support/sheet-imports.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { csv, sheet, type Cells } from '@ledger/test/support/sheets.js';
import { actsInForce } from '@ledger/test/support/acts-in-log.js';
import { sliceNameOf } from '../kernel/ids.js';
import type { Report } from './import-sheet.js';

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

/** Imports the rows. Returns line and code of every refused row. */
const refusedIn = async (...rows: readonly Cells[]): Promise<unknown> => codesOf(await importSheet(...rows));

const references = async (): Promise<readonly unknown[]> =>
  actsInForce(await ledger.events()).map(({ reference }) => reference);

/** The number of events in the log, without those of imports and of worker number blocks. */
const written = async (): Promise<number> =>
  (await ledger.events()).filter(({ stream }) => !['import', 'numbers'].includes(sliceNameOf(stream))).length;

describe('a refused row claims nothing', () => {
  it('not its reference', async () => {
    expect(
      await refusedIn(
        row('R-1', { date: '明天' }),
        check('R-1', 'M-1', { amount: '9999' }),
        row('R-1', { session: 'S-0' }),
        row('R-1'),
      ),
    ).toStrictEqual([
      [2, 'BAD_DATE'],
      [3, 'OVER_CAP'],
      [4, 'UNKNOWN_SESSION'],
    ]);
    expect(await references()).toStrictEqual(['R-1']);
  });

  it('not the year of its person', async () => {
    const rows = [check('R-1', 'M-1', { amount: '9999' }), check('R-2', 'M-1')];
    expect(await refusedIn(...rows)).toStrictEqual([[2, 'OVER_CAP']]);
  });

  it('no part of a cap', async () => {
    const subsidy = (reference: string, amount: string): Cells =>
      row(reference, { kind: '学历技能提升补助', membership: 'M-1', amount });
    expect(
      await refusedIn(
        subsidy('R-1', '1500'),
        subsidy('R-2', '500.01'),
        subsidy('R-3', '500'),
        subsidy('R-4', '0.01'),
      ),
    ).toStrictEqual([
      [3, 'OVER_CAP'],
      [5, 'OVER_CAP'],
    ]);
  });

  it('no attendance', async () => {
    const rows = [
      session('S-1'),
      attendance('R-1', 'S-1', 'M-1', { amount: '-1' }),
      attendance('S-1', 'S-1', 'M-1'),
      attendance('R-1', 'S-1', 'M-1'),
      attendance('R-2', 'S-1', 'M-1'),
    ];
    expect(await refusedIn(...rows)).toStrictEqual([
      [3, 'NEGATIVE_AMOUNT'],
      [4, 'REF_REUSED'],
      [6, 'ALREADY_ATTENDED'],
    ]);
  });
});

describe('the same reference', () => {
  it('with the same content, written in another way, is a duplicate', async () => {
    const first = check('R-1', 'M-1', { name: '王强', hours: '1.50', amount: '1,000.00', sex: '男' });
    const again = {
      ...first,
      date: '２０２６年3月1日',
      name: ' 王强　',
      hours: '1.5',
      amount: '￥1000',
      headcount: '01',
      items: '0',
    };
    expect(await refusedIn(first, again)).toStrictEqual([[3, 'DUPLICATE']]);
  });

  it.each([
    ['kind', '技能竞赛'],
    ['district', '330604'],
    ['place', '别处'],
    ['date', '2026-03-02'],
    ['membership', 'M-2'],
    ['membership', ''],
    ['name', '王刚'],
    ['sex', '女'],
    ['sex', ''],
    ['occupation', '快递员'],
    ['employer', '顺丰'],
    ['headcount', '2'],
    ['sessions', '1'],
    ['hours', '1.25'],
    ['items', '1'],
    ['amount', '0'],
    ['amount', ''],
    ['note', '备'],
    ['note', '注'],
  ] as const)('with another %s is reused: %j', async (column, text) => {
    const first = row('R-1', {
      membership: 'M-1',
      name: '王强',
      sex: '男',
      hours: '1',
      amount: '5',
      note: '注。',
    });
    expect(await refusedIn(first, { ...first, [column]: text })).toStrictEqual([[3, 'REF_REUSED']]);
  });

  it('for an act without a person is reused with another name, sex or employer', async () => {
    const first = row('R-1', { name: '王强', sex: '男', employer: '美团' });
    const others = [
      { name: '王刚' },
      { sex: '女' },
      { employer: '顺丰' },
      { occupation: '骑手' },
      { note: '注' },
    ];
    expect(await refusedIn(first, ...others.map((other) => ({ ...first, ...other })), first)).toStrictEqual([
      [3, 'REF_REUSED'],
      [4, 'REF_REUSED'],
      [5, 'REF_REUSED'],
      [6, 'REF_REUSED'],
      [7, 'REF_REUSED'],
      [8, 'DUPLICATE'],
    ]);
  });

  it('in a later sheet is a duplicate, or reused, and nothing is written', async () => {
    await importSheet(check('R-1', 'M-1'), row('R-2'));
    const before = await written();
    expect(await refusedIn(row('R-2'), check('R-1', 'M-1'), row('R-2', { items: '1' }))).toStrictEqual([
      [2, 'DUPLICATE'],
      [3, 'DUPLICATE'],
      [4, 'REF_REUSED'],
    ]);
    expect(await written()).toBe(before);
  });
});
