import { sumOfMoney } from '@ledger/ledger/kernel/money.js';
import { everybody, type TotalsScope } from '@ledger/projections/reading/totals-scope.js';
import type { TotalsRow } from '@ledger/projections/totals/totals-queries.js';
import { everythingRow, restRow, valueRow, type TotalsBy } from '@ledger/projections/totals/totals-splits.js';
import { categoryOfCode } from '@ledger/schema/catalogue/categories.js';
import { entryDocument } from '@ledger/test/dsl/documents.js';
import { positionAt } from '@ledger/test/dsl/project.js';
import { listedMiddle, queryStub, viewAt } from '@ledger/test/support/query-stub.js';
import { caseworker } from '@ledger/test/support/acts.js';
import { presentDistrictOf, presentEntry, presentKindOf } from './presenters.js';
import { presentTotals, TotalsResolver, TotalsRowResolver } from './totals.resolver.js';

const scope: TotalsScope = {
  ...{ district: '330600', depth: 'all', from: '2024-01', to: '2024-12', kinds: null, recordedTo: null },
  whom: everybody,
};
const figures = {
  ...{ acts: 1, headcount: 2, people: 3, sessions: 4, minutes: 90, items: 5 },
  ...{ amountFen: sumOfMoney(6), paidFen: sumOfMoney(7) },
};
const row = (name: Pick<TotalsRow, 'status' | 'key' | 'among'>): TotalsRow => ({ ...name, ...figures });
const view = viewAt(7, { name: 'totals' });

const rowOf = (by: TotalsBy, name: Pick<TotalsRow, 'status' | 'key' | 'among'>) => {
  const [only] = presentTotals({ rows: [row(name)], settled: true, view }, scope, by).rows;
  if (only === undefined) throw new Error('the row is lost');
  return only;
};

const noName = {
  ...{ kind: null, month: null, district: null, category: null, quarter: null, year: null },
  ...{ sex: null, occupation: null, employer: null },
};

describe('a row of totals', () => {
  it('has its figures, with minutes as hours, and their position', () => {
    expect(rowOf('none', everythingRow)).toStrictEqual({
      ...{ stands: 'ALL', ...noName, acts: 1, headcount: 2, people: 3, sessions: 4, hours: 1.5, items: 5 },
      ...{ amountFen: 6, paidFen: 7, behind: { scope, view, settled: true } },
    });
  });

  it.each<readonly [TotalsBy, string, object]>([
    ['kind', 'cancer-screening', { kind: presentKindOf('cancer-screening') }],
    ['district', '330603', { district: presentDistrictOf('330603') }],
    ['category', 'health', { category: categoryOfCode('health') }],
    ['category', 'none-such', {}],
    ['month', '2024-02', { month: '2024-02' }],
    ['quarter', '2024-Q1', { quarter: '2024-Q1' }],
    ['year', '2024', { year: 2024 }],
    ['sex', 'female', { sex: 'FEMALE' }],
    ['sex', 'none-such', {}],
    ['occupation', '骑手', { occupation: '骑手' }],
    ['employer', '某平台', { employer: '某平台' }],
  ])('by %s names its value, and nothing else: %s', (by, key, named) => {
    expect(rowOf(by, valueRow(key))).toMatchObject({ stands: 'VALUE', ...noName, ...named });
  });

  it.each([
    [
      { status: 'not-stated', key: null, among: [] } as const,
      'NOT_STATED',
      { employer: [null], named: true },
    ],
    [{ status: 'not-named', key: null, among: [] } as const, 'NOT_NAMED', { employer: [null], named: false }],
    [restRow(['a', 'b']), 'REST', { employer: ['a', 'b'] }],
  ])(
    'that stands for no single value has no name, and has the scope of its persons: %j',
    (name, stands, whom) => {
      expect(rowOf('employer', name)).toMatchObject({
        ...{ stands, ...noName },
        behind: { scope: { ...scope, whom: { ...everybody, ...whom } } },
      });
    },
  );
});

describe('the events of which totals are the sum', () => {
  const answer = () => queryStub([[{ listed: listedMiddle(entryDocument()), view }]]);
  const slice = { from: 'front', first: 1, after: null } as const;

  it('are listed by the scope of the totals, up to the position of the totals', async () => {
    const { context, asked } = answer();
    const totals = presentTotals({ rows: [], settled: true, view }, scope, 'none');
    const page = await new TotalsResolver().events(totals, { first: 1 }, context);
    expect(page).toMatchObject({
      ...{ view, edges: [{ node: presentEntry(entryDocument()) }] },
      pageInfo: { hasNextPage: true, hasPreviousPage: true },
    });
    expect(asked).toStrictEqual([
      { order: 'ListEntries', by: caseworker, asked: [{ scope, slice, atLeast: positionAt(7) }] },
    ]);
  });

  it('are none if the figures are not settled', async () => {
    const { context, asked } = answer();
    const unsettled = presentTotals({ rows: [row(everythingRow)], settled: false, view }, scope, 'none');
    const none = { edges: [], pageInfo: { hasNextPage: false, hasPreviousPage: false } };
    expect(await new TotalsResolver().events(unsettled, { first: 1 }, context)).toMatchObject(none);
    for (const each of unsettled.rows)
      expect(await new TotalsRowResolver().events(each, { first: 1 }, context)).toMatchObject(none);
    expect(asked).toStrictEqual([]);
  });

  it('of one row are listed by the scope of the row', async () => {
    const { context, asked } = answer();
    await new TotalsRowResolver().events(rowOf('month', valueRow('2024-02')), { first: 1 }, context);
    const ofRow = { ...scope, from: '2024-02', to: '2024-02' };
    expect(asked).toStrictEqual([
      { order: 'ListEntries', by: caseworker, asked: [{ scope: ofRow, slice, atLeast: positionAt(7) }] },
    ]);
  });

  it('of one row are refused with a cursor of another row', async () => {
    const { context } = answer();
    const resolver = new TotalsRowResolver();
    const { pageInfo } = await resolver.events(rowOf('month', valueRow('2024-02')), { first: 1 }, context);
    const after = pageInfo.endCursor ?? null;
    await expect(
      resolver.events(rowOf('month', valueRow('2024-03')), { after }, context),
    ).rejects.toMatchObject({ extensions: { code: 'BAD_CURSOR' } });
  });
});
