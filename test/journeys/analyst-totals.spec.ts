import { Clerk, type Input } from './support/clerk.js';
import { acceptedRows, measuresBy, measuresOf, rowsIn } from './support/naive-reading.js';
import { patience } from './support/patience.js';
import { acceptedInAll, sheets, type Sheet } from './support/sample.js';
import { sharedLedger } from './support/shared-ledger.js';
import type { Measures, TotalsRow } from './support/wire.js';

const ledger = sharedLedger();
const clerk = (): Clerk => new Clerk(ledger().client);

const rowsOf = async (asked: Input): Promise<readonly TotalsRow[]> => {
  const { rows, settled } = await clerk().totals(asked);
  expect(settled).toBe(true);
  return rows;
};

type Keyed = readonly [key: string | null, measures: Measures];

const keyed = ({ kind, month, district, ...measures }: TotalsRow): Keyed => [
  kind?.code ?? month ?? district?.code ?? null,
  measures,
];

const yearOf = ({ district, year }: Sheet): Input => ({
  district,
  from: `${String(year)}-01`,
  to: `${String(year)}-12`,
});

const everything = { from: '2021-01', to: '2025-12' };

describe('the naive reading of the sample', () => {
  it('accepts as many rows as the sheets promise, and counts what they promise', () => {
    expect(acceptedRows).toHaveLength(acceptedInAll);
    for (const { district, year, kinds, people, acceptedInYear } of sheets) {
      const rows = rowsIn(district, `${String(year)}-01`, `${String(year)}-12`);
      expect(Object.fromEntries(measuresBy(rows, ({ kind }) => kind))).toStrictEqual(kinds);
      expect([measuresOf(rows).people, rows.length]).toStrictEqual([people, acceptedInYear]);
    }
  });
});

describe.each(sheets.map((sheet) => [sheet.name, sheet] as const))('the totals of %s', (_name, sheet) => {
  it(
    'by kind are those of the sheet, to the fen and to the person',
    async () => {
      const rows = (await rowsOf({ ...yearOf(sheet), by: 'KIND' })).map(keyed);
      expect(Object.fromEntries(rows)).toStrictEqual(sheet.kinds);
      expect(rows.map(([kind]) => kind)).toStrictEqual(Object.keys(sheet.kinds).toSorted());
    },
    patience,
  );

  it(
    'by month are those of the sheet',
    async () => {
      const rows = await rowsOf({ ...yearOf(sheet), by: 'MONTH' });
      const months = rows.map(({ month, acts, headcount, amountFen, paidFen }) => [
        month,
        { acts, headcount, amountFen, paidFen },
      ]);
      expect(Object.fromEntries(months)).toStrictEqual(sheet.months);
      const { district, from, to } = { ...yearOf(sheet) } as Record<'district' | 'from' | 'to', string>;
      expect(rows.map(keyed)).toStrictEqual(
        measuresBy(rowsIn(district, from, to), ({ on }) => on.slice(0, 7)),
      );
    },
    patience,
  );

  it(
    'in one row add the kinds up, and count every person once',
    async () => {
      const [row, ...more] = (await rowsOf(yearOf(sheet))).map(keyed);
      const kinds = Object.values(sheet.kinds);
      const sum = (measure: keyof Measures): number => kinds.reduce((all, kind) => all + kind[measure], 0);
      expect(more).toStrictEqual([]);
      expect(row).toStrictEqual([
        null,
        {
          acts: sheet.acceptedInYear,
          headcount: sum('headcount'),
          people: sheet.people,
          sessions: sum('sessions'),
          hours: sum('hours'),
          items: sum('items'),
          amountFen: sum('amountFen'),
          paidFen: sum('paidFen'),
        },
      ]);
    },
    patience,
  );
});

describe('the totals of a larger district', () => {
  it.each([
    ['a province by city', '330000', '2021-01', '2025-12', 4],
    ['a province in one year', '330000', '2024-01', '2024-12', 4],
    ['a city by county', '330600', '2021-01', '2025-12', 6],
    ['a city with acts of its own', '330500', '2021-01', '2025-12', 6],
    ['a single month', '330600', '2022-07', '2022-07', 6],
  ])(
    'are those of everything below: %s',
    async (_what, district, ...[from, to, digits]) => {
      const rows = rowsIn(district, from, to);
      const childOf = (code: string): string => code.slice(0, digits).padEnd(6, '0');
      const [all] = await rowsOf({ district, from, to });
      const parts = await rowsOf({ district, from, to, by: 'DISTRICT' });
      expect(all && keyed(all)).toStrictEqual([null, measuresOf(rows)]);
      expect(parts.map(keyed)).toStrictEqual(measuresBy(rows, (row) => childOf(row.district)));
      const added = parts.reduce((sum, { amountFen }) => sum + amountFen, 0);
      expect(added).toBe(all?.amountFen);
    },
    patience,
  );

  it.each([[{}], [{ district: '100000' }], [{ district: null }]])(
    'are those of the whole country, however it is asked for: %j',
    async (asked) => {
      const [all, ...more] = await rowsOf({ ...everything, ...asked });
      expect(more).toStrictEqual([]);
      expect(all && keyed(all)).toStrictEqual([null, measuresOf(acceptedRows)]);
      const byProvince = await rowsOf({ ...everything, ...asked, by: 'DISTRICT' });
      expect(byProvince.map(keyed)).toStrictEqual([['330000', measuresOf(acceptedRows)]]);
    },
    patience,
  );

  it(
    'count every person once over kinds, months and districts',
    async () => {
      const byKind = await rowsOf({ ...everything, by: 'KIND' });
      const byMonth = await rowsOf({ ...everything, by: 'MONTH' });
      expect(byKind.map(keyed)).toStrictEqual(measuresBy(acceptedRows, ({ kind }) => kind));
      expect(byMonth.map(keyed)).toStrictEqual(measuresBy(acceptedRows, ({ on }) => on.slice(0, 7)));
      const { people } = measuresOf(acceptedRows);
      const added = byKind.reduce((sum, row) => sum + row.people, 0);
      expect(added).toBeGreaterThan(people);
    },
    patience,
  );
});

describe('totals', () => {
  it(
    'can be of some kinds only',
    async () => {
      const kinds = ['health-check', 'recuperation', 'education-subsidy'];
      const rows = acceptedRows.filter(({ kind }) => kinds.includes(kind));
      const [all] = await rowsOf({ ...everything, kinds });
      expect(all && keyed(all)).toStrictEqual([null, measuresOf(rows)]);
      const byKind = await rowsOf({ ...everything, kinds, by: 'KIND' });
      expect(byKind.map(keyed)).toStrictEqual(measuresBy(rows, ({ kind }) => kind));
      const none = await rowsOf({ ...everything, kinds: [] });
      expect(none.map(keyed)).toStrictEqual([[null, measuresOf([])]]);
    },
    patience,
  );

  it(
    'of a time or place without acts are one row of zeros, or no rows',
    async () => {
      const nothing = { district: '650000', ...everything };
      expect((await rowsOf(nothing)).map(keyed)).toStrictEqual([[null, measuresOf([])]]);
      for (const by of ['KIND', 'MONTH', 'DISTRICT']) {
        expect(await rowsOf({ ...nothing, by })).toStrictEqual([]);
        expect(await rowsOf({ from: '1999-01', to: '1999-12', by })).toStrictEqual([]);
      }
    },
    patience,
  );

  it(
    'say what a report of an earlier month said',
    async () => {
      const before = await rowsOf({ ...everything, recordedTo: '2024-12' });
      expect(before.map(keyed)).toStrictEqual([[null, measuresOf([])]]);
      expect(await rowsOf({ ...everything, recordedTo: '2024-12', by: 'KIND' })).toStrictEqual([]);
      const [ever] = await rowsOf({ ...everything, recordedTo: '2999-12' });
      expect(ever && keyed(ever)).toStrictEqual([null, measuresOf(acceptedRows)]);
      const visit = { kind: 'station-visit', on: '2020-02-02', district: '650102', headcount: 7 };
      const { act, position } = await clerk().act('recordAct', visit);
      const recorded = new Date(act.recordedAt);
      const monthOf = (days: number): string =>
        new Date(recorded.getTime() + 8 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 7);
      const asked = { district: '650100', from: '2020-02', to: '2020-02', atLeast: position };
      const [known] = await rowsOf({ ...asked, recordedTo: monthOf(0) });
      expect([known?.acts, known?.headcount]).toStrictEqual([1, 7]);
      const [earlier] = await rowsOf({ ...asked, recordedTo: monthOf(31) });
      expect(earlier?.acts).toBe(0);
    },
    patience,
  );
});
