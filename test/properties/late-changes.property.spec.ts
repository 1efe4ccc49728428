import fc from 'fast-check';
import { sumOfMoney } from '@ledger/ledger/kernel/money.js';
import { everybody, type TotalsScope } from '@ledger/projections/reading/totals-scope.js';
import { bucketRecount } from '@ledger/projections/kernel/recount.js';
import { documentsOf } from '@ledger/projections/kernel/collection-documents.js';
import { totalsMeasures } from '@ledger/projections/totals/totals-document.js';
import { readTotals, type TotalsRow } from '@ledger/projections/totals/totals-queries.js';
import { totalsBys, type TotalsBy } from '@ledger/projections/totals/totals-splits.js';
import { eventsOf, openLedger, type TestLedger } from '../support/ledger.js';
import { LateClerk, monthsOfRecording } from './late-clerk.js';
import { actsAt, amountsOf, bucketsOf, headcountIn, type NaiveAct } from './late-naive.js';
import { recipes, type Recipe } from './late-recipes.js';
import { propertyRuns } from '../support/test-extent.js';
import { Reached } from './tally.js';
import { collectionNames } from '../support/known-views.js';

const nation = '100000';
/** The parent of each district that the commands use, up to the whole country. */
const parents: Readonly<Record<string, string>> = {
  '330603': '330600',
  '330604': '330600',
  '330600': '330000',
  '330784': '330700',
  '330700': '330000',
  '330000': nation,
  '310104': '310000',
  '310000': nation,
};

/** The district itself and all districts above it, up to the whole country. */
const upwards = (code: string): readonly string[] => {
  const parent = parents[code];
  return parent === undefined ? [code] : [code, ...upwards(parent)];
};

const childOf = (scope: string, code: string): string => {
  const way = upwards(code);
  return way[way.indexOf(scope) - 1] ?? code;
};

/** The category of each kind that the commands use. */
const categories: Readonly<Record<string, string>> = {
  'cancer-screening': 'health',
  'health-check': 'health',
  recuperation: 'health',
  'medical-mutual-aid-payout': 'mutual-aid',
  'condolence-payment': 'hardship',
  'hardship-relief': 'hardship',
  'comfort-parcel': 'hardship',
  certificate: 'skills',
  'education-subsidy': 'skills',
  'skills-training': 'skills',
  'hotline-case': 'law',
  'dispute-mediation': 'law',
  'rights-case': 'law',
  'legal-case': 'law',
  'legal-lecture': 'law',
  'station-visit': 'station',
  'sports-event': 'culture',
};

const keyOf = (by: TotalsBy, scope: string, act: NaiveAct): string | null => {
  const { kind, on, district } = act;
  switch (by) {
    case 'none':
      return null;
    case 'kind':
      return kind;
    case 'category':
      return categories[kind] ?? `${kind} has no category here`;
    case 'month':
      return on.slice(0, 7);
    case 'quarter':
      return `${on.slice(0, 4)}-Q${String(Math.floor((Number(on.slice(5, 7)) + 2) / 3))}`;
    case 'year':
      return on.slice(0, 4);
    case 'district':
      return childOf(scope, district);
    case 'sex':
    case 'occupation':
    case 'employer':
      return act[by];
  }
};

/**
 * The name of the row that an act counts in: its value, or the reason why there is none (`not-named`: the act has no
 * person; `not-stated`: the value is not known).
 */
const nameOf = (by: TotalsBy, scope: string, act: NaiveAct): string => {
  const key = keyOf(by, scope, act);
  if (key !== null) return `= ${key}`;
  if (by === 'none') return 'all';
  return act.member === null ? 'not-named' : 'not-stated';
};

/** A row of totals. The headcount is left out: it belongs to a gathering as a whole, not to a single act. */
type Row = Omit<TotalsRow, 'headcount' | 'key' | 'status' | 'among'> & Readonly<{ name: string }>;

const rowOf = (name: string, acts: readonly NaiveAct[]): Row => {
  const sumOf = (measure: (act: NaiveAct) => number): number =>
    acts.reduce((sum, act) => sum + measure(act), 0);
  return {
    name,
    acts: acts.length,
    people: new Set(acts.flatMap(({ member }) => member ?? [])).size,
    sessions: sumOf(({ sessions }) => sessions),
    minutes: sumOf(({ minutes }) => minutes),
    items: sumOf(({ items }) => items),
    amountFen: sumOfMoney(sumOf((act) => amountsOf(act)[0])),
    paidFen: sumOfMoney(sumOf((act) => amountsOf(act)[1])),
  };
};

type Question = Readonly<{ district: string; by: TotalsBy; recordedTo: string }>;

const naiveRows = (acts: readonly NaiveAct[], { district, by }: Question): readonly Row[] => {
  const asked = acts.filter((act) => act.state === 'counts' && upwards(act.district).includes(district));
  const names = by === 'none' ? ['all'] : [...new Set(asked.map((act) => nameOf(by, district, act)))].sort();
  return names.map((name) =>
    rowOf(
      name,
      asked.filter((act) => nameOf(by, district, act) === name),
    ),
  );
};

const scopeOf = ({ district, recordedTo }: Question): TotalsScope => ({
  district: district === nation ? null : district,
  depth: 'all',
  from: '2025-01',
  to: '2027-12',
  kinds: null,
  recordedTo,
  whom: everybody,
});

const saysSomething = ({ name, ...measures }: Row): boolean =>
  name === 'all' || Object.values(measures).some((measure) => measure !== 0);

const rowsOf = (rows: readonly TotalsRow[]): readonly Row[] =>
  rows
    .map(({ headcount: _headcount, key, status, among: _among, ...row }) => ({
      name: status === 'value' ? `= ${String(key)}` : status,
      ...row,
    }))
    .filter(saysSomething)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));

const headcountOf = (acts: readonly NaiveAct[]): number => {
  const alone = acts.filter(({ state, role }) => state === 'counts' && role === 'alone');
  const gatherings = new Set(acts.flatMap(({ gathering }) => gathering ?? []));
  return (
    alone.reduce((sum, { headcount }) => sum + headcount, 0) +
    [...gatherings].reduce((sum, gathering) => sum + headcountIn(acts, gathering), 0)
  );
};

const questions: readonly Question[] = [nation, '330000', '330600', '330603', '310000'].flatMap((district) =>
  totalsBys.flatMap((by) => monthsOfRecording.map((recordedTo) => ({ district, by, recordedTo }))),
);

/** All buckets that the view stores, without those whose sums are all zero. */
const storedBuckets = async ({ store }: TestLedger): Promise<Readonly<Record<string, readonly number[]>>> => {
  const { groups } = await store.sum(collectionNames.totals, {
    where: {},
    by: ['district', 'kind', 'month', 'recorded'],
    measures: totalsMeasures,
    bytes: null,
  });
  const buckets = groups.map(({ by, sums }) => {
    const key = [by['district'], by['kind'], by['month'], by['recorded']].join(' ');
    return [key, totalsMeasures.map((measure) => Number(sums[measure] ?? 0))] as const;
  });
  return Object.fromEntries(buckets.filter(([, sums]) => sums.some((sum) => sum !== 0)));
};

const expectSameAsCounted = async (ledger: TestLedger, { naive }: LateClerk): Promise<void> => {
  expect(await storedBuckets(ledger)).toStrictEqual(bucketsOf(naive));
  for (const question of questions) {
    const { rows, settled } = await readTotals(ledger, scopeOf(question), question.by);
    const acts = actsAt(naive, question.recordedTo);
    expect(settled).toBe(true);
    expect(rowsOf(rows)).toStrictEqual(naiveRows(acts, question));
    if (question.district === nation) {
      expect(rows.reduce((sum, { headcount }) => sum + headcount, 0)).toBe(headcountOf(acts));
    }
  }
};

/** The differences that the recount of `verify` finds. It adds up the events independently of the fold. */
const miscountedIn = async ({ log, store }: TestLedger, view: 'entries' | 'totals'): Promise<unknown> => {
  const recount = bucketRecount();
  for (const past of await eventsOf(log)) recount.take(past);
  for await (const { doc } of documentsOf(store, collectionNames[view])) recount.see(doc);
  return recount.miscounted();
};

const run = async (orders: readonly Recipe[], foldEvery: number, reached: Reached): Promise<void> => {
  const ledger = await openLedger({ where: 'memory' });
  try {
    const clerk = new LateClerk(ledger);
    for (const [index, recipe] of orders.entries()) {
      reached.note(await clerk.order(recipe));
      if (index % foldEvery === foldEvery - 1) await ledger.fold();
    }
    await ledger.fold();
    await expectSameAsCounted(ledger, clerk);
    for (const view of ['entries', 'totals'] as const)
      expect(await miscountedIn(ledger, view)).toStrictEqual([]);
    if (clerk.naive.past.some(({ recorded }) => recorded > '2026-01')) reached.note('recorded late');
  } finally {
    await ledger.close();
  }
};

/**
 * Results that must have occurred in the runs together. Without them the property would not prove anything about them.
 */
const wanted = [
  'recorded late',
  'alone: recorded',
  'held: recorded',
  'attends: recorded',
  'attends from elsewhere: recorded',
  'request: recorded',
  'agree: recorded',
  'pay: recorded',
  'refuse: recorded',
  'correct: recorded',
  'correct: unchanged',
  'correct: NEEDS_MOVE',
  'correct: WRONG_STATE',
  'reverse: recorded',
  'reverse: HAS_ATTENDANCE',
];

test('totals equal a recount of the orders, however they are split, however late they were corrected or taken back', async () => {
  const reached = new Reached();
  await fc.assert(
    fc.asyncProperty(recipes(40), fc.integer({ min: 1, max: 12 }), async (orders, foldEvery) => {
      await run(orders, foldEvery, reached);
    }),
    { numRuns: propertyRuns(40) },
  );
  expect(reached.missing(wanted)).toStrictEqual([]);
});
