import { eventsOfType, actsInForce } from '@ledger/test/support/acts-in-log.js';
import { importFaultSheet } from '@ledger/test/support/fault-sheets.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { totalsBy } from '@ledger/test/support/totals.js';
import { openingEvents } from '../acts/opening-events.js';
import type { Report } from './import-report.js';
import { noRemarks } from './import-remarks.js';

/** Small sheets whose rows or figures must not be lost without a message. */
let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

const importSheet = (file: string): Promise<Report> => importFaultSheet(ledger, file);

const counts = ({ rows, accepted, refused }: Report): unknown => [rows, accepted, refused.length];

const references = async (): Promise<readonly unknown[]> =>
  actsInForce(await ledger.events()).map(({ reference }) => reference);

describe('rows that a stray quotation mark has swallowed', () => {
  it('are refused one by one, with the lines that stand in one cell', async () => {
    const report = await importSheet('24-stray-quotes.csv');
    expect(counts(report)).toStrictEqual([4, 1, 3]);
    expect(report.refused).toStrictEqual(
      [2, 3, 4].map((row) => ({ row, code: 'BROKEN_ROW', because: { from: 2, to: 4 } })),
    );
    expect(await references()).toStrictEqual(['M26-4']);
  });
});

describe('amounts that are serial numbers', () => {
  it('are refused with the most that an act may have, and count nowhere', async () => {
    const report = await importSheet('16-serial-in-amount.csv');
    expect(report.refused).toStrictEqual(
      [2, 3, 4, 5, 6].map((row) => ({
        row,
        code: 'BAD_AMOUNT',
        because: { amount: `2026030200000${String(row - 2)}`, max: '100000000.00' },
      })),
    );
    expect(await totalsBy(ledger, 'kind')).toStrictEqual({});
  });
});

describe('amounts of payouts', () => {
  it('are read exactly; of 0.00 they are none, and what is no amount is refused', async () => {
    const report = await importSheet('11-amount-spellings.csv');
    const acts = eventsOfType(await ledger.events(), openingEvents).map(({ data }) => data);
    const read = acts.map(({ reference, amountFen }) => [reference, amountFen] as const);
    const refused = report.refused.map(({ row, code }) => [`M11-${String(row - 2)}`, code] as const);
    const right = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 14, 19];
    expect(Object.fromEntries([...read, ...refused])).toStrictEqual({
      ...Object.fromEntries(right.map((row) => [`M11-${String(row)}`, 128_000])),
      ...Object.fromEntries([10, 11, 12, 13].map((row) => [`M11-${String(row)}`, 'MISSING_AMOUNT'])),
      ...{ 'M11-15': 'BAD_AMOUNT', 'M11-16': 'BAD_AMOUNT', 'M11-17': 128_050, 'M11-18': 'BAD_AMOUNT' },
      ...{ 'M11-20': 'BAD_AMOUNT', 'M11-21': 'BAD_AMOUNT' },
    });
  });
});

describe('dates', () => {
  it('are read in every usual spelling, and refused where they are no day', async () => {
    const report = await importSheet('13-date-spellings.csv');
    const acts = eventsOfType(await ledger.events(), openingEvents).map(({ data }) => data);
    const read = acts.map(({ reference, on }) => [reference, on] as const);
    const refused = report.refused.map(({ row, code }) => [`M13-${String(row - 2)}`, code] as const);
    const [right, bad] = [
      [0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 15, 23],
      [8, 9, 13, 14, 16, 18, 19, 20, 22],
    ];
    expect(Object.fromEntries([...read, ...refused])).toStrictEqual({
      ...Object.fromEntries(right.map((row) => [`M13-${String(row)}`, '2026-03-02'])),
      ...Object.fromEntries(bad.map((row) => [`M13-${String(row)}`, 'BAD_DATE'])),
      ...{ 'M13-17': '2024-02-29', 'M13-21': 'DATE_IN_FUTURE' },
    });
  });
});

describe('heads below a title, or on two lines', () => {
  it.each([
    ['09d-title-above-header.xlsx', 1, { from: 3, to: 3, worksheet: '台账' }],
    ['11-title-and-unit-line.xlsx', 2, { from: 3, to: 3, worksheet: 'Sheet' }],
    ['15-two-line-header.xlsx', 2, { from: 1, to: 2, worksheet: 'Sheet' }],
  ])('are found, and the report says where: %s', async (file, rows, heads) => {
    const report = await importSheet(file);
    expect(counts(report)).toStrictEqual([rows, rows, 0]);
    expect(report.remarks?.heads).toStrictEqual(heads);
  });
});

describe('rows of nothing but separators', () => {
  it('are no rows', async () => {
    expect(counts(await importSheet('09a-trailing-comma-rows.csv'))).toStrictEqual([1, 1, 0]);
  });
});

describe('rows of totals and signatures', () => {
  it('are no acts: the totals are compared, the signature is named without its words', async () => {
    const report = await importSheet('17-total-row-and-signature.xlsx');
    expect(counts(report)).toStrictEqual([2, 2, 0]);
    expect(report.remarks).toStrictEqual({
      ...noRemarks,
      heads: { from: 1, to: 1, worksheet: 'Sheet' },
      notRead: { ...noRemarks.notRead, rows: { count: 1, at: [{ from: 5, to: 5 }] } },
      totals: [
        {
          row: 4,
          label: '合计',
          figures: [
            { field: '人次', stated: '2', counted: '2', agrees: true },
            { field: '金额', stated: '800', counted: '800.00', agrees: true },
          ],
        },
      ],
    });
  });
});

describe('merged cells', () => {
  it('count for each of their rows where they are texts; a merged figure refuses each of its rows', async () => {
    const report = await importSheet('07-merged-cells.xlsx');
    const merged = { field: '金额', mergedFrom: 4, mergedTo: 5 };
    expect(report.refused.slice(0, 2)).toStrictEqual([
      { row: 4, code: 'BAD_AMOUNT', because: merged },
      { row: 5, code: 'BAD_AMOUNT', because: merged },
    ]);
    expect(report.remarks).toStrictEqual({
      ...noRemarks,
      heads: { from: 1, to: 1, worksheet: '台账' },
      merged: { count: 4, names: ['G2:G3', 'H2:H3', 'P4:P5', 'G6:G8'] },
    });
    // M7-5 is left out: it is a payout without a recipient, which another rule refuses.
    const others = (await references()).filter((reference) => reference !== 'M7-5');
    expect(others).toStrictEqual(['M7-1', 'M7-2', 'M7-6', 'M7-7']);
    expect(await totalsBy(ledger, 'kind')).toMatchObject({ 'station-event': { acts: 2, people: 1 } });
  });
});
