import { workerNo } from '@ledger/ledger/kernel/ids.js';
import { courier } from '@ledger/test/dsl/acts.js';
import { payoutDocument, workerDocument } from '@ledger/test/dsl/documents.js';
import { listedMiddle, queryStub, viewAt } from '@ledger/test/support/query-stub.js';
import { caseworker } from '@ledger/test/support/acts.js';
import { PayoutConnectionResolver, PayoutResolver } from './payout.resolver.js';
import { presentPayout, presentWorker } from './presenters.js';

describe('the totals of payouts', () => {
  it('include all pages of the list: they have its filter but no page limits', async () => {
    const totals = [
      { state: 'approved', payouts: 2, amountFen: 300 },
      { state: 'paid', payouts: 1, amountFen: 100 },
    ];
    const { resolver, asked, door, context } = queryStub([
      { listed: listedMiddle(), view: viewAt(7) },
      totals,
    ]);
    const page = await resolver.payouts({ filter: { worker: courier }, first: 1 }, context);
    expect(await new PayoutConnectionResolver(door).totals(page, null, context)).toStrictEqual([
      { state: 'APPROVED', payouts: 2, amountFen: 300 },
      { state: 'PAID', payouts: 1, amountFen: 100 },
    ]);
    expect(asked[1]).toStrictEqual({
      order: 'TotalPayouts',
      by: caseworker,
      filter: page.filter,
      step: null,
    });
    expect(page.filter).toMatchObject({ worker: courier });
    await new PayoutConnectionResolver(door).totals(page, 'APPROVED', context).catch(() => null);
    expect(asked[2]).toStrictEqual({
      ...{ order: 'TotalPayouts', by: caseworker, filter: page.filter, step: 'approved' },
    });
  });
});

describe('the person of a payout', () => {
  const resolver = new PayoutResolver();

  it('is looked up by number', async () => {
    const { context, asked } = queryStub([new Map([[courier, workerDocument()]])]);
    const person = await resolver.person(presentPayout(payoutDocument()), context);
    expect(person).toStrictEqual(presentWorker(workerDocument()));
    expect(asked).toStrictEqual([{ order: 'FindWorkers', by: caseworker, numbers: [workerNo(courier)] }]);
  });

  it('is null if the payout names no person, and no look-up is made', async () => {
    const { context, asked } = queryStub();
    expect(await resolver.person(presentPayout(payoutDocument({ worker: null })), context)).toBeNull();
    expect(asked).toStrictEqual([]);
  });
});
