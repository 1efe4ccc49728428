import { act, actReversed, counted, day } from '@ledger/test/dsl/acts.js';
import * as passbook from '@ledger/test/dsl/passbook.js';
import { happened } from '@ledger/test/dsl/project.js';
import { collectionNames, knownViews, runnersOf } from '@ledger/test/support/known-views.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import { workerNo } from '@ledger/ledger/kernel/ids.js';
import { listEntries } from '../entries/entries-queries.js';
import { everybody, type TotalsScope } from '../reading/totals-scope.js';
import { moveCheckpoint } from '../kernel/checkpoint.js';
import { viewState } from '../reading/view-state.js';
import { projector } from '../kernel/projector.js';
import { isTotalled, readTotals } from './totals-queries.js';
import { scopeOfRow, totalsBys, type TotalsBy } from './totals-splits.js';

/** The acts: [district, worker number, day, kind]. Two workers have acts in several districts. */
const given = [
  ['330603', 1, '2026-01-05', 'cancer-screening'],
  ['330603', 2, '2026-01-06', 'certificate'],
  ['330604', 1, '2026-01-07', 'cancer-screening'],
  ['330600', 3, '2026-02-01', 'cancer-screening'],
  ['330784', 1, '2026-02-02', 'cancer-screening'],
  ['330784', 4, '2026-02-03', 'certificate'],
  ['310104', 2, '2026-02-04', 'cancer-screening'],
] as const;
/** The employer that each act states: one employer in three spellings, and another. */
const employers = ['ＳＦ顺丰', 'SF顺丰', 'sf 顺丰', null, 'SF顺丰', '京东', 'sf 顺丰'] as const;
const acts = given.map(([district, worker, on, kind], index) =>
  act({ district, worker: workerNo(worker), on: day(on), kind, employer: employers[index] ?? null }),
);
const streamOf = (index: number): string => `passbook-${String(index)}`;

let views: Views;
beforeEach(async () => {
  views = openViews();
  const all = projector(views.log, runnersOf(views));
  await all.open();
  await views.write(
    ...acts.map((each, index) => happened(streamOf(index), passbook.serviceRecorded(each))),
    // The act of index 2, the only one in 上虞 (330604), is reversed two months later.
    happened(streamOf(2), actReversed(counted(acts[2] ?? act())), { at: '2026-05-02T02:00:00.000Z' }),
  );
  await all.catchUp();
});
afterEach(() => views.close());

const everything: TotalsScope = {
  district: null,
  depth: 'all',
  from: '2026-01',
  to: '2026-12',
  kinds: null,
  recordedTo: null,
  whom: everybody,
};

type Shown = readonly (readonly [key: string | null, acts: number, people: number])[];

const shown = async (scope: Partial<TotalsScope>, by: TotalsBy): Promise<Shown> => {
  const { rows, settled } = await readTotals(views, { ...everything, ...scope }, by);
  expect(settled).toBe(true);
  return rows.map(({ key, acts: count, people }) => [key, count, people]);
};

describe('totals roll up to every level, and a person is one person there', () => {
  test.each<[name: string, district: string | null, acts: number, people: number]>([
    ['the country', null, 6, 4],
    ['浙江, a province', '330000', 5, 4],
    ['绍兴, a city', '330600', 3, 3],
    ['金华, a city', '330700', 2, 2],
    ['柯桥, a county', '330603', 2, 2],
    ['上虞, a county where all was taken back', '330604', 0, 0],
    ['上海, a city without a province above it', '310000', 1, 1],
    ['徐汇, a county of it', '310104', 1, 1],
    ['a county where nothing happened', '330602', 0, 0],
  ])('%s', async (_name, district, count, people) => {
    expect(await shown({ district }, 'none')).toStrictEqual([[null, count, people]]);
  });

  test.each<[name: string, district: string | null, rows: Shown]>([
    [
      'the country by province',
      null,
      [
        ['310000', 1, 1],
        ['330000', 5, 4],
      ],
    ],
    [
      'a province by city',
      '330000',
      [
        ['330600', 3, 3],
        ['330700', 2, 2],
      ],
    ],
    [
      'a city by county, what was recorded for the city itself under its own code',
      '330600',
      [
        ['330600', 1, 1],
        ['330603', 2, 2],
      ],
    ],
    ['a county by itself', '330603', [['330603', 2, 2]]],
  ])('%s', async (_name, district, rows) => {
    expect(await shown({ district }, 'district')).toStrictEqual(rows);
  });

  test('the city itself, without what lies below it', async () => {
    expect(await shown({ district: '330600', depth: 'self' }, 'none')).toStrictEqual([[null, 1, 1]]);
  });
});

describe('totals are split and bounded', () => {
  test('by kind', async () => {
    expect(await shown({}, 'kind')).toStrictEqual([
      ['cancer-screening', 4, 3],
      ['certificate', 2, 2],
    ]);
  });

  test('by employer, whose spellings are one, shown as it is written most often', async () => {
    const rows = [
      ['SF顺丰', 4, 2],
      ['京东', 1, 1],
      [null, 1, 1],
    ];
    expect(await shown({}, 'employer')).toStrictEqual(rows);
    expect(await shown({ whom: { ...everybody, employer: ['ｓｆ顺丰'] } }, 'none')).toStrictEqual([
      [null, 4, 2],
    ]);
  });

  test('by month', async () => {
    expect(await shown({}, 'month')).toStrictEqual([
      ['2026-01', 2, 2],
      ['2026-02', 4, 4],
    ]);
  });

  test('to months, both included, and to kinds', async () => {
    expect(await shown({ from: '2026-01', to: '2026-01' }, 'none')).toStrictEqual([[null, 2, 2]]);
    expect(await shown({ from: '2025-01', to: '2025-12' }, 'none')).toStrictEqual([[null, 0, 0]]);
    expect(await shown({ kinds: ['certificate'] }, 'none')).toStrictEqual([[null, 2, 2]]);
    expect(await shown({ kinds: [] }, 'none')).toStrictEqual([[null, 0, 0]]);
  });

  test('to what had been recorded by a month: what was taken back later still stands there', async () => {
    expect(await shown({ district: '330604', recordedTo: '2026-04' }, 'none')).toStrictEqual([[null, 1, 1]]);
    expect(await shown({ district: '330604', recordedTo: '2026-05' }, 'none')).toStrictEqual([[null, 0, 0]]);
    expect(await shown({ recordedTo: '2026-04' }, 'none')).toStrictEqual([[null, 7, 4]]);
  });
});

test.each<TotalsBy>(totalsBys)('the lines behind each row by %s add up to it', async (by) => {
  for (const district of [null, '330000', '330600']) {
    const scope = { ...everything, district };
    const { rows } = await readTotals(views, scope, by);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const slice = { from: 'front', first: 100, after: null } as const;
      const { items } = await listEntries(views.store, scopeOfRow(scope, by, row), slice);
      expect(items.reduce((sum, { doc }) => sum + doc.acts, 0)).toBe(row.acts);
      expect(items.reduce((sum, { doc }) => sum + doc.headcount, 0)).toBe(row.headcount);
    }
  }
});

test('totals whose buckets are later than the checkpoint say that they are not settled', async () => {
  const name = collectionNames.totals;
  const { position } = await viewState(views, knownViews.totals);
  const [first] = await views.write();
  if (first === undefined) throw new Error('nothing happened');
  await moveCheckpoint(views.store, name, position, {
    position: first.position,
    checkpoint: { view: 'totals', ordinal: 1, stopped: null },
  });
  const { settled, view, rows } = await readTotals(views, everything, 'none');
  expect([settled, view.ordinal, view.lag, rows[0]?.acts]).toStrictEqual([false, 1, 7, 6]);
});

test.each([
  ['100000', true],
  ['330000', true],
  ['330600', true],
  ['330603', true],
  ['339999', false],
  ['柯桥', false],
])('%s can be asked for: %s', (code, can) => {
  expect(isTotalled(code)).toBe(can);
});
