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
import { infoOf, listedMiddle, queryStub, viewAt } from '@ledger/test/support/query-stub.js';
import { catalogue as inForce } from '@ledger/schema/catalogue/catalogue.js';
import { caseworker } from '@ledger/test/support/acts.js';
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
  ])('is requested by %s', async (_by, args, by) => {
    const { resolver, asked, context } = queryStub([{ worker: workerDocument(), view }]);
    const answer = await resolver.worker({ ...args, atLeast: token }, context);
    expect(answer).toStrictEqual({ worker: presentWorker(workerDocument()), view });
    expect(asked).toStrictEqual([{ order: 'FindWorker', by: caseworker, whom: by, atLeast: token }]);
  });

  it('that is not registered is null, with the state of the view', async () => {
    const { resolver, context } = queryStub([{ worker: null, view }]);
    expect(await resolver.worker({ number: courier }, context)).toStrictEqual({ worker: null, view });
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
  ])('must be requested by exactly one criterion, with a valid office: %j', async (args) => {
    const { resolver, asked, context } = queryStub();
    await expect(resolver.worker(args, context)).rejects.toMatchObject({
      message:
        'ask by exactly one of number, membership (with its office) and nationalId ' +
        '(18 characters, the last of which checks the others)',
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(asked).toStrictEqual([]);
  });
});

describe('an act', () => {
  it('is requested by its id', async () => {
    const { resolver, asked, context } = queryStub([{ act: actDocument(), view }]);
    expect(await resolver.act('x-1.0', token, context)).toStrictEqual({
      act: presentAct(actDocument()),
      view,
    });
    expect(asked).toStrictEqual([{ order: 'FindAct', by: caseworker, id: 'x-1.0', atLeast: token }]);
  });

  it('that does not exist is null, with the state of the view', async () => {
    const { resolver, asked, context } = queryStub([{ act: null, view }]);
    expect(await resolver.act('x-1.0', null, context)).toStrictEqual({ act: null, view });
    expect(asked).toStrictEqual([{ order: 'FindAct', by: caseworker, id: 'x-1.0', atLeast: null }]);
  });
});

describe('a list', () => {
  it('of acts is requested by filter and page, and its cursors lead to the next page', async () => {
    const act = actDocument();
    const answers = [[{ listed: listedMiddle(act, act), view }], [{ listed: listedMiddle(), view }]];
    const { resolver, asked, context } = queryStub(answers);
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
      {
        ...{ order: 'ListActs', by: caseworker },
        asked: [{ filter: read, slice: { from: 'front', first: 2, after: null }, atLeast: token }],
      },
      {
        ...{ order: 'ListActs', by: caseworker },
        asked: [{ filter: read, slice: { from: 'front', first: 2, after: [1] }, atLeast: null }],
      },
    ]);
  });

  it('with a cursor of another list is refused', async () => {
    const answers = [[{ listed: listedMiddle(actDocument()), view }]];
    const { resolver, asked, context } = queryStub(answers);
    const { pageInfo } = await resolver.acts({ filter: { worker: courier } }, context);
    const after = pageInfo.endCursor ?? null;
    await expect(resolver.acts({ after }, context)).rejects.toMatchObject({
      extensions: { code: 'BAD_CURSOR' },
    });
    await expect(resolver.payouts({ filter: { worker: courier }, after }, context)).rejects.toMatchObject({
      extensions: { code: 'BAD_CURSOR' },
    });
    expect(asked).toHaveLength(1);
  });

  it('of payouts is requested in the same way, and keeps the filter for its totals', async () => {
    const { resolver, asked, context } = queryStub([{ listed: listedMiddle(payoutDocument()), view }]);
    const page = await resolver.payouts({ filter: { states: ['PAID'] }, last: 1 }, context);
    const filter: PayoutFilter = { ...everyPayout, states: ['paid'] };
    expect(page).toMatchObject({ filter, view, edges: [{ node: presentPayout(payoutDocument()) }] });
    expect(asked).toStrictEqual([
      {
        ...{ order: 'ListPayouts', by: caseworker, filter, atLeast: null },
        slice: { from: 'end', last: 1, before: null },
      },
    ]);
  });

  it('has twenty elements by default', async () => {
    const { resolver, asked, context } = queryStub([{ listed: listedMiddle(), view }]);
    await resolver.payouts({}, context);
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
  ])('count people only if the query selects them: %s', async (shown, counting) => {
    const { resolver, asked, context } = queryStub([{ rows: [], settled: false, view }]);
    const answer = await resolver.totals(
      { ...year, by: 'KIND' },
      await infoOf(`${asking} ${shown} }`),
      context,
    );
    expect(answer).toStrictEqual({ rows: [], settled: false, view, scope });
    expect(asked).toStrictEqual([
      { order: 'GetTotals', by: caseworker, scope, split: 'kind', counting, atLeast: null },
    ]);
  });

  it('are not computed if no figure is selected: only the state of the view is read', async () => {
    const at = positionAt(3);
    const lacking = {
      ...{ key: '330784|health-check|2023-03|2023-04', event: 'ServiceRecorded', stream: 's-1' },
      ...{ revision: 0, at, because: 'x', waiting: 0 },
    };
    const { resolver, asked, context } = queryStub([viewAt(7, { incomplete: [lacking] })]);
    const info = await infoOf(`${asking} { view { position } } }`);
    const answer = await resolver.totals({ ...year, atLeast: token }, info, context);
    expect(answer).toStrictEqual({
      ...{ rows: [], settled: true, scope },
      view: viewAt(7, { incomplete: [lacking] }),
    });
    expect(asked).toStrictEqual([{ order: 'GetView', by: caseworker, view: totals, atLeast: token }]);
  });

  it('are refused for a period that ends before it begins', async () => {
    const { resolver, asked, context } = queryStub();
    const info = await infoOf(`${asking} { settled } }`);
    await expect(resolver.totals({ from: '2024-02', to: '2024-01' }, info, context)).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(asked).toStrictEqual([]);
  });
});

describe('a query that needs no view', () => {
  it('returns the catalogue, with every refusal in the order of ranks', async () => {
    const { resolver, context } = queryStub([{ catalogue: inForce, sample: false }]);
    const catalogue = await resolver.catalogue(context);
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

  it('returns a district, or null for a code that GB/T 2260 does not contain', async () => {
    const { resolver, context } = queryStub(['330603', '339999']);
    expect(await resolver.district('330603', context)).toMatchObject({ name: '柯桥区' });
    expect(await resolver.district('339999', context)).toBeNull();
  });
});

it('views are returned in their current state', async () => {
  const { resolver, asked, context } = queryStub([[view]]);
  expect(await resolver.views(context)).toStrictEqual([view]);
  expect(asked).toStrictEqual([{ order: 'GetViews', by: caseworker }]);
});
