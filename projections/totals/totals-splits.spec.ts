import type { ActInput } from '@ledger/ledger/acts/act-facts.js';
import { workerNo } from '@ledger/ledger/kernel/ids.js';
import type { SumOfMoney } from '@ledger/ledger/kernel/money.js';
import { act, actCorrected, counted, day } from '@ledger/test/dsl/acts.js';
import * as gathering from '@ledger/test/dsl/gathering.js';
import * as passbook from '@ledger/test/dsl/passbook.js';
import { happened } from '@ledger/test/dsl/project.js';
import { runnersOf } from '@ledger/test/support/known-views.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import { listEntries } from '../entries/entries-queries.js';
import { everybody, type TotalsScope, type WhomFilter } from '../reading/totals-scope.js';
import { projector } from '../kernel/projector.js';
import { readTotals, type Counting, type TotalsRow } from './totals-queries.js';
import { scopeOfRow, totalsBys, type TotalsBy } from './totals-splits.js';

const 甲 = '甲配送';
const 乙 = '乙物流';

/** The acts. Sex and employer of worker 1 are known only from the third act on; the last act names nobody. */
const given: readonly Partial<ActInput>[] = [
  { worker: workerNo(1), sex: null, occupation: '骑手', employer: null, on: day('2025-11-05') },
  { worker: workerNo(2), sex: 'female', occupation: '骑手', employer: 甲, on: day('2026-01-06') },
  { worker: workerNo(1), sex: 'male', occupation: '骑手', employer: 甲, on: day('2026-03-31') },
  { worker: workerNo(3), sex: 'female', occupation: null, employer: 乙, on: day('2026-04-01') },
  { worker: workerNo(4), sex: 'male', occupation: '司机', employer: 甲, kind: 'certificate' },
  { worker: null, sex: null, kind: 'station-visit', headcount: 40, on: day('2026-05-01') },
];
const acts = given.map((said) => act({ on: day('2026-06-30'), district: '330784', ...said }));
const [, , , , certificate = act()] = acts;

let views: Views;
beforeAll(async () => {
  views = openViews();
  const all = projector(views.log, runnersOf(views));
  await all.open();
  await views.write(
    ...acts.map((each, index) => happened(`passbook-${String(index)}`, passbook.serviceRecorded(each))),
    happened(gathering.stream, gathering.gatheringHeld(gathering.lecture({ headcount: 3 }))),
    // A correction in the next month: the driver was in fact a courier of 乙.
    happened(
      'passbook-4',
      actCorrected(counted(certificate), counted({ ...certificate, occupation: '骑手', employer: 乙 })),
      { at: '2026-07-02T02:00:00.000Z' },
    ),
  );
  await all.catchUp();
});
afterAll(() => views.close());

const everything: TotalsScope = {
  district: null,
  depth: 'all',
  from: '2025-01',
  to: '2026-12',
  kinds: null,
  recordedTo: null,
  whom: everybody,
};

const read = async (
  by: TotalsBy,
  scope: Partial<TotalsScope> = {},
  counting?: Counting,
): Promise<readonly TotalsRow[]> => (await readTotals(views, { ...everything, ...scope }, by, counting)).rows;

const shown = (rows: readonly TotalsRow[]): readonly unknown[] =>
  rows.map(({ key, status, acts: count, headcount, people }) => [key ?? status, count, headcount, people]);

test.each<[by: TotalsBy, rows: readonly unknown[]]>([
  [
    'category',
    [
      ['health', 4, 4, 3],
      ['law', 1, 3, 0],
      ['skills', 1, 1, 1],
      ['station', 1, 40, 0],
    ],
  ],
  [
    'quarter',
    [
      ['2025-Q4', 1, 1, 1],
      ['2026-Q1', 3, 5, 2],
      ['2026-Q2', 3, 42, 2],
    ],
  ],
  [
    'year',
    [
      ['2025', 1, 1, 1],
      ['2026', 6, 47, 4],
    ],
  ],
  [
    'sex',
    [
      ['female', 2, 2, 2],
      ['male', 2, 2, 2],
      ['not-stated', 1, 1, 1],
      ['not-named', 2, 43, 0],
    ],
  ],
  [
    'occupation',
    [
      ['骑手', 4, 4, 3],
      ['not-stated', 1, 1, 1],
      ['not-named', 2, 43, 0],
    ],
  ],
  [
    'employer',
    [
      [乙, 2, 2, 2],
      [甲, 2, 2, 2],
      ['not-stated', 1, 1, 1],
      ['not-named', 2, 43, 0],
    ],
  ],
])('totals by %s: the unknown has rows of its own', async (by, rows) => {
  expect(shown(await read(by))).toStrictEqual(rows);
});

test('what a report of an earlier month said stays: the driver was a driver then', async () => {
  expect(shown(await read('occupation', { recordedTo: '2026-06', kinds: ['certificate'] }))).toStrictEqual([
    ['司机', 1, 1, 1],
  ]);
});

test('behind the largest all others share one row, and everybody in it counts once', async () => {
  const rows = await read('employer', {}, { people: true, top: 1 });
  expect(shown(rows)).toStrictEqual([
    [乙, 2, 2, 2],
    ['not-stated', 1, 1, 1],
    ['not-named', 2, 43, 0],
    ['rest', 2, 2, 2],
  ]);
  expect(rows.at(-1)?.among).toStrictEqual([甲]);
});

test.each<[asks: string, whom: Partial<WhomFilter>, rows: readonly unknown[]]>([
  ['women', { sex: ['female'] }, [['all', 2, 2, 2]]],
  ['men and who did not say', { sex: ['male', null], named: true }, [['all', 3, 3, 2]]],
  ['all without a sex, named or not', { sex: [null] }, [['all', 3, 44, 1]]],
  ['whom nobody named', { named: false }, [['all', 2, 43, 0]]],
  ['couriers of one employer', { occupation: ['骑手'], employer: [甲] }, [['all', 2, 2, 2]]],
  ['nobody', { sex: [] }, [['all', 0, 0, 0]]],
])('totals of %s', async (_asks, whom, rows) => {
  expect(shown(await read('none', { whom: { ...everybody, ...whom } }))).toStrictEqual(rows);
});

test('of some people only, by any split', async () => {
  const whom = { ...everybody, employer: [甲] };
  expect(shown(await read('month', { whom }))).toStrictEqual([
    ['2026-01', 1, 1, 1],
    ['2026-03', 1, 1, 1],
  ]);
  expect(shown(await read('sex', { whom }))).toStrictEqual([
    ['female', 1, 1, 1],
    ['male', 1, 1, 1],
  ]);
});

type Summed = Pick<TotalsRow, 'acts' | 'headcount'> & Readonly<{ amountFen: number | SumOfMoney }>;

const sumsOf = (rows: readonly Summed[]): readonly number[] =>
  rows.reduce(
    ([count, heads, fens], row) => [
      (count ?? 0) + row.acts,
      (heads ?? 0) + row.headcount,
      (fens ?? 0) + Number(row.amountFen),
    ],
    [0, 0, 0],
  );

test.each(totalsBys.flatMap((by) => [null, 1].map((top) => [by, top] as const)))(
  'the rows by %s (top %s) add up to the whole, and the lines behind each to it',
  async (by, top) => {
    for (const from of ['2025-01', '2026-02']) {
      const scope = { ...everything, from, to: '2026-05' };
      const rows = await read(by, scope, { people: true, top });
      expect(sumsOf(rows)).toStrictEqual(sumsOf(await read('none', scope)));
      for (const row of rows) {
        const slice = { from: 'front', first: 100, after: null } as const;
        const { items } = await listEntries(views.store, scopeOfRow(scope, by, row), slice);
        expect(sumsOf(items.map(({ doc }) => doc))).toStrictEqual(sumsOf([row]));
      }
    }
  },
);
