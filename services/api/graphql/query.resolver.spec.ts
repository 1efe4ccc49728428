import { everyPayout, type PayoutFilter } from '@ledger/projections/payouts/payouts-queries.js';
import { workerNo } from '@ledger/ledger/kernel/ids.js';
import { refusals } from '@ledger/ledger/kernel/refusals.js';
import type { TotalsScope } from '@ledger/projections/reading/totals-scope.js';
import { totals } from '@ledger/projections/totals/totals-projection.js';
import { stateWords } from '@ledger/schema/catalogue/act-states.js';
import { categories } from '@ledger/schema/catalogue/categories.js';
import { kinds } from '@ledger/schema/catalogue/kinds.js';
import { rules } from '@ledger/schema/catalogue/rules.js';
import { courier } from '@ledger/test/dsl/acts.js';
import { actDocument, payoutDocument, workerDocument } from '@ledger/test/dsl/documents.js';
import { positionAt } from '@ledger/test/dsl/project.js';
import { infoOf, listedMiddle, readingDesk, viewAt } from '@ledger/test/support/reading-desk.js';
import { FindAct, FindWorker, GetTotals, GetView, GetViews, ListActs, ListPayouts } from '../bus/queries.js';
import { presentAct, presentPayout, presentWorker } from './presenters.js';

const view = viewAt(7);
const token = positionAt(7);
const noDays = { district: null, from: null, to: null, kinds: null, states: null };
const front = { from: 'front', first: 20, after: null };

describe('a worker', () => {
  const citizen = '33060219900101001X';

  it.each([
    ['the number', { number: courier }, { number: workerNo(courier) }],
    ['a membership number', { membership: ' KQ-1 ' }, { by: 'membership', office: 'LEDGER', value: 'KQ-1' }],
    [
      'a membership number of an office',
      { membership: '’ｋｑ–1', office: 'keqiao' },
      { by: 'membership', office: 'KEQIAO', value: 'KQ-1' },
    ],
    ['a national id', { nationalId: ` ${citizen.toLowerCase()} ` }, { by: 'national-id', value: citizen }],
  ])('is asked for by %s', async (_by, args, by) => {
    const { resolver, asked } = readingDesk([{ worker: workerDocument(), view }]);
    const answer = await resolver.worker({ ...args, atLeast: token });
    expect(answer).toStrictEqual({ worker: presentWorker(workerDocument()), view });
    expect(asked).toStrictEqual([new FindWorker(by as FindWorker['by'], token)]);
  });

  it('whom nobody knows is null, in the state of the view that does not know them', async () => {
    const { resolver } = readingDesk([{ worker: null, view }]);
    expect(await resolver.worker({ number: courier })).toStrictEqual({ worker: null, view });
  });

  it.each([
    {},
    { number: null, membership: null },
    { office: 'keqiao' },
    { number: courier, membership: 'KQ-1' },
    { membership: 'KQ-1', nationalId: citizen },
    { membership: 'KQ-1', office: '柯桥/区' },
    { membership: ' ' },
    { nationalId: '330602199001010012' },
  ])('is not asked for by nothing, or by two things, or in an office that cannot be: %j', async (args) => {
    const { resolver, asked } = readingDesk();
    await expect(resolver.worker(args)).rejects.toMatchObject({
      message:
        'ask by exactly one of number, membership (with its office) and nationalId ' +
        '(18 characters, the last of which checks the others)',
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(asked).toStrictEqual([]);
  });
});

describe('an act', () => {
  it('is asked for by its id', async () => {
    const { resolver, asked } = readingDesk([{ act: actDocument(), view }]);
    expect(await resolver.act('x-1.0', token)).toStrictEqual({ act: presentAct(actDocument()), view });
    expect(asked).toStrictEqual([new FindAct('x-1.0', token)]);
  });

  it('that is not there is null, wherever the view stands', async () => {
    const { resolver, asked } = readingDesk([{ act: null, view }]);
    expect(await resolver.act('x-1.0')).toStrictEqual({ act: null, view });
    expect(asked).toStrictEqual([new FindAct('x-1.0', null)]);
  });
});

describe('a list', () => {
  it('of acts is asked for by its filter and its part, and its cursors lead on', async () => {
    const act = actDocument();
    const answers = [[{ listed: listedMiddle(act, act), view }], [{ listed: listedMiddle(), view }]];
    const { resolver, asked, context } = readingDesk(answers);
    const filter = { worker: courier };
    const page = await resolver.acts({ filter, first: 2, atLeast: token }, context);
    expect(page).toStrictEqual({
      view,
      edges: page.edges.map(({ cursor }) => ({ cursor, node: presentAct(act) })),
      pageInfo: {
        ...{ hasNextPage: true, hasPreviousPage: true },
        ...{ startCursor: page.edges[0]?.cursor, endCursor: page.edges[1]?.cursor },
      },
    });
    const next = await resolver.acts({ filter, first: 2, after: page.pageInfo.endCursor ?? null }, context);
    expect(next.pageInfo).toMatchObject({ startCursor: null, endCursor: null });
    const read = { ...noDays, worker: courier, session: null };
    expect(asked).toStrictEqual([
      new ListActs([{ filter: read, slice: { from: 'front', first: 2, after: null }, atLeast: token }]),
      new ListActs([{ filter: read, slice: { from: 'front', first: 2, after: [1] }, atLeast: null }]),
    ]);
  });

  it('is refused by a cursor of another list', async () => {
    const answers = [[{ listed: listedMiddle(actDocument()), view }]];
    const { resolver, asked, context } = readingDesk(answers);
    const { pageInfo } = await resolver.acts({ filter: { worker: courier } }, context);
    const after = pageInfo.endCursor ?? null;
    await expect(resolver.acts({ after }, context)).rejects.toMatchObject({
      extensions: { code: 'BAD_CURSOR' },
    });
    await expect(resolver.payouts({ filter: { worker: courier }, after })).rejects.toMatchObject({
      extensions: { code: 'BAD_CURSOR' },
    });
    expect(asked).toHaveLength(1);
  });

  it('of payouts is asked for alike, and keeps the filter for its totals', async () => {
    const { resolver, asked } = readingDesk([{ listed: listedMiddle(payoutDocument()), view }]);
    const page = await resolver.payouts({ filter: { states: ['PAID'] }, last: 1 });
    const filter: PayoutFilter = { ...everyPayout, states: ['paid'] };
    expect(page).toMatchObject({ filter, view, edges: [{ node: presentPayout(payoutDocument()) }] });
    expect(asked).toStrictEqual([new ListPayouts(filter, { from: 'end', last: 1, before: null }, null)]);
  });

  it('asks for twenty where nothing is said', async () => {
    const { resolver, asked } = readingDesk([{ listed: listedMiddle(), view }]);
    await resolver.payouts({});
    expect(asked).toMatchObject([{ slice: front, atLeast: null }]);
  });
});

describe('totals', () => {
  const year = { from: '2024-01', to: '2024-12' };
  const scope: TotalsScope = {
    ...{ district: null, depth: 'all' as const, ...year, kinds: null, recordedTo: null },
    whom: { sex: null, occupation: null, employer: null, named: null },
  };
  const asking = '{ totals(from: "2024-01", to: "2024-12")';

  it.each([
    ['{ rows { people } }', { people: true, top: 1_000 }],
    ['{ rows { acts } }', { people: false, top: 1_000 }],
    ['{ settled }', { people: false, top: 1_000 }],
  ])('count people only where they are shown: %s', async (shown, counting) => {
    const { resolver, asked } = readingDesk([{ rows: [], settled: false, view }]);
    const answer = await resolver.totals({ ...year, by: 'KIND' }, await infoOf(`${asking} ${shown} }`));
    expect(answer).toStrictEqual({ rows: [], settled: false, view, scope });
    expect(asked).toStrictEqual([new GetTotals(scope, 'kind', counting, null)]);
  });

  it('of which no figure is shown are not added up: only what they may lack is told', async () => {
    const at = positionAt(3);
    const lacking = (key: string, month: string) => ({
      ...{ key, event: 'ServiceRecorded', stream: 's-1', revision: 0, at, because: 'x', waiting: 0 },
      places: [{ month }],
    });
    const [inside, outside] = [lacking('a', '2024-03'), lacking('b', '2023-03')];
    const { resolver, asked } = readingDesk([viewAt(7, { incomplete: [inside, outside] })]);
    const info = await infoOf(`${asking} { view { position } } }`);
    const answer = await resolver.totals({ ...year, atLeast: token }, info);
    expect(answer).toStrictEqual({
      ...{ rows: [], settled: true, scope },
      view: viewAt(7, { incomplete: [inside] }),
    });
    expect(asked).toStrictEqual([new GetView(totals, token)]);
  });

  it('are not asked for in a period that goes back', async () => {
    const { resolver, asked } = readingDesk();
    const info = await infoOf(`${asking} { settled } }`);
    await expect(resolver.totals({ from: '2024-02', to: '2024-01' }, info)).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(asked).toStrictEqual([]);
  });
});

describe('what needs no view', () => {
  it('is the catalogue, with every refusal in its rank', () => {
    const catalogue = readingDesk().resolver.catalogue();
    const codes = Object.keys(refusals);
    expect(catalogue.kinds.map(({ code }) => code)).toStrictEqual(kinds.map(({ code }) => code));
    expect(catalogue.rules.map(({ version }) => version)).toStrictEqual(rules.map(({ version }) => version));
    expect(catalogue.categories).toStrictEqual(categories);
    expect(catalogue.refusals.map(({ code }) => code)).toStrictEqual(codes);
    expect(catalogue.refusals.map(({ rank }) => rank)).toStrictEqual([...codes.keys()]);
    expect(catalogue.refusals.every(({ zh, en }) => zh !== '' && en !== '')).toBe(true);
    expect(catalogue.states.map(({ code, zh, en }) => [code.toLowerCase(), zh, en])).toStrictEqual(
      Object.entries(stateWords).map(([state, words]) => [state, ...words]),
    );
    expect(catalogue.sample).toBe(false);
  });

  it('is a district, and null for a code that GB/T 2260 does not have', () => {
    const { resolver } = readingDesk();
    expect(resolver.district('330603')).toMatchObject({ name: '柯桥区' });
    expect(resolver.district('339999')).toBeNull();
  });
});

it('views are asked for as they stand', async () => {
  const { resolver, asked } = readingDesk([[view]]);
  expect(await resolver.views()).toStrictEqual([view]);
  expect(asked).toStrictEqual([new GetViews()]);
});
