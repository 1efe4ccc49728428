import { act, actCorrected, actReversed, counted, day } from '@ledger/test/dsl/acts.js';
import * as passbook from '@ledger/test/dsl/passbook.js';
import { approvedAt, asked, laterAt, paid, paidAt, wayOfASubsidy } from '@ledger/test/dsl/payouts.js';
import { happened, project, recordedAt } from '@ledger/test/dsl/project.js';
import { runnersOf } from '@ledger/test/support/known-views.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import { actIdOf } from '@ledger/ledger/kernel/ids.js';
import { fen } from '@ledger/ledger/kernel/money.js';
import { projector } from '../kernel/projector.js';
import type { PayoutDocument } from './payouts-document.js';
import { payouts } from './payouts-projection.js';
import { everyPayout, listPayouts, payoutTotals, type PayoutFilter } from './payouts-queries.js';

const { given } = project(payouts);

const { stream } = passbook;
const key = actIdOf(stream, 0);
const [requested, approved] = wayOfASubsidy;

const asRequested: PayoutDocument = {
  act: key,
  kind: 'education-subsidy',
  district: '330603',
  worker: 17,
  state: 'requested',
  on: '2026-03-12',
  requestedOn: '2026-03-12',
  approvedOn: null,
  paidOn: null,
  refusedOn: null,
  requestedBy: 'li',
  requestedAt: recordedAt,
  approvedBy: null,
  approvedAt: null,
  paidBy: null,
  paidAt: null,
  refusedBy: null,
  refusedAt: null,
  takenBackFen: 0,
  requestedFen: 30_000,
  approvedFen: null,
  paidFen: null,
  amountFen: 30_000,
  office: 'KEQIAO',
  reference: 'A-1',
  recordedAt,
  changedAt: recordedAt,
};
const asApproved: PayoutDocument = {
  ...asRequested,
  state: 'approved',
  on: '2026-03-20',
  approvedOn: '2026-03-20',
  approvedBy: 'li',
  approvedAt,
  approvedFen: 20_000,
  amountFen: 20_000,
  changedAt: approvedAt,
};
const asPaid: PayoutDocument = {
  ...asApproved,
  state: 'paid',
  on: '2026-04-02',
  paidOn: '2026-04-02',
  paidBy: 'li',
  paidAt,
  paidFen: 20_000,
  changedAt: paidAt,
};
const claim = act({ kind: 'medical-mutual-aid-payout', amountFen: fen(50_000), reference: 'A-1' });
const later = { at: laterAt };

describe('a subsidy among the payouts', () => {
  test('stands as requested', () => {
    given(requested).then({ [key]: asRequested });
  });

  test('stands as approved, with what was approved', () => {
    given(requested, approved).then({ [key]: asApproved });
  });

  test('stands as paid, with every step that led there', () => {
    given(...wayOfASubsidy).then({ [key]: asPaid });
  });

  test.each([
    ['requested', [requested], asRequested],
    ['approved', [requested, approved], asApproved],
  ] as const)('refused after it was %s stands so, with the sum it was about', (_state, past, before) => {
    const refused = happened(stream, passbook.subsidyRefused(), later);
    given(...past, refused).then({
      [key]: {
        ...before,
        state: 'refused',
        on: '2026-03-25',
        refusedOn: '2026-03-25',
        refusedBy: 'li',
        refusedAt: laterAt,
        changedAt: laterAt,
      },
    });
  });

  test('paid and corrected keeps its way and has the sum that is right', () => {
    const right = { ...paid, amountFen: fen(15_000), district: '330604' };
    given(...wayOfASubsidy, happened(stream, actCorrected(counted(paid), counted(right)), later)).then({
      [key]: { ...asPaid, district: '330604', paidFen: 15_000, amountFen: 15_000, changedAt: laterAt },
    });
  });

  test('paid and taken back stands as reversed', () => {
    given(...wayOfASubsidy, happened(stream, actReversed(counted(paid)), later)).then({
      [key]: { ...asPaid, state: 'reversed', paidFen: 0, takenBackFen: 20_000, changedAt: laterAt },
    });
  });

  test('recorded as paid, as imports do, has no steps before', () => {
    given(happened(stream, passbook.subsidyPaid(paid))).then({
      [key]: {
        ...asPaid,
        requestedOn: null,
        requestedBy: null,
        requestedAt: null,
        approvedOn: null,
        approvedBy: null,
        approvedAt: null,
        paidAt: recordedAt,
        requestedFen: null,
        approvedFen: null,
        changedAt: recordedAt,
      },
    });
  });
});

test('a mutual-aid claim goes the same way under its own names', () => {
  const submitted = happened(stream, passbook.mutualAidClaimSubmitted(claim));
  const assessed = happened(stream, passbook.mutualAidClaimAssessed(fen(20_000)), { at: approvedAt });
  const settled = { ...claim, on: passbook.paidOn, amountFen: fen(20_000) };
  const done = happened(stream, passbook.mutualAidPaid(settled), { at: paidAt });
  const kind = 'medical-mutual-aid-payout';
  const asSubmitted = {
    ...asRequested,
    kind,
    state: 'submitted',
    requestedFen: 50_000,
    amountFen: 50_000,
  } as const;
  const asAssessed = { ...asApproved, kind, state: 'assessed', requestedFen: 50_000 } as const;
  given(submitted).then({ [key]: asSubmitted });
  given(submitted, assessed).then({ [key]: asAssessed });
  given(submitted, assessed, done).then({ [key]: { ...asPaid, kind, requestedFen: 50_000 } });
});

test('what an act cost is no payout; a condolence payment is, without a request', () => {
  const gift = act({ kind: 'condolence-payment', amountFen: fen(50_000) });
  given(
    happened(stream, passbook.serviceRecorded(act({ amountFen: fen(90_000) }))),
    happened(stream, passbook.serviceRecorded(gift, { act: 1 })),
  ).then({
    [actIdOf(stream, 1)]: {
      ...asRequested,
      act: actIdOf(stream, 1),
      kind: 'condolence-payment',
      state: 'paid',
      requestedOn: null,
      requestedBy: null,
      requestedAt: null,
      requestedFen: null,
      paidOn: '2026-03-12',
      paidBy: 'li',
      paidAt: recordedAt,
      paidFen: 50_000,
      amountFen: 50_000,
      reference: null,
    },
  });
});

describe('payouts are listed and added up', () => {
  let views: Views;
  beforeAll(async () => {
    views = openViews();
    const all = projector(views.log, runnersOf(views));
    await all.open();
    const elsewhere = { ...asked, district: '330784', on: day('2026-02-01') };
    await views.write(
      ...wayOfASubsidy,
      happened('passbook-b', passbook.subsidyRequested(elsewhere)),
      happened('passbook-c', passbook.subsidyRequested({ ...asked, district: '330604' })),
      happened('passbook-d', passbook.mutualAidPaid({ ...claim, district: '330602' })),
    );
    await all.catchUp();
  });
  afterAll(() => views.close());

  test.each<[asks: string, filter: Partial<PayoutFilter>, streams: readonly string[], totals: unknown]>([
    [
      'all, by district and day',
      {},
      ['passbook-d', stream, 'passbook-c', 'passbook-b'],
      [
        { state: 'requested', by: null, payouts: 2, amountFen: 60_000, paidFen: 0, takenBackFen: 0 },
        { state: 'paid', by: null, payouts: 2, amountFen: 70_000, paidFen: 70_000, takenBackFen: 0 },
      ],
    ],
    [
      'of a city',
      { district: '330600', states: ['requested'] },
      ['passbook-c'],
      [{ state: 'requested', by: null, payouts: 1, amountFen: 30_000, paidFen: 0, takenBackFen: 0 }],
    ],
    ['of a day', { from: '2026-02-01', to: '2026-02-01' }, ['passbook-b'], undefined],
    ['of a kind', { kinds: ['medical-mutual-aid-payout'] }, ['passbook-d'], undefined],
    ['of nobody', { worker: 18 }, [], []],
  ])('%s', async (_asks, filter, streams, totals) => {
    const asking = { ...everyPayout, ...filter };
    const listed = await listPayouts(views.store, asking, { from: 'front', first: 10, after: null });
    expect(listed.items.map(({ doc }) => doc.act)).toStrictEqual(streams.map((each) => `${each}.0`));
    const added = await payoutTotals(views.store, asking);
    expect(added).toStrictEqual(totals ?? added);
    expect(added.reduce((sum, { payouts: count }) => sum + count, 0)).toBe(streams.length);
  });

  test('by who took a step, and grouped by it; sums of paid and taken back are those of the rows', async () => {
    const by = { actor: 'wang', at: laterAt };
    const approvedByWang = happened('passbook-e', passbook.subsidyApproved(fen(10_000)), by);
    const there = { ...asked, district: '330110' };
    await views.write(
      happened('passbook-e', passbook.subsidyRequested(there)),
      approvedByWang,
      happened('passbook-f', passbook.mutualAidPaid({ ...claim, district: '330110' }), by),
      happened('passbook-f', actReversed(counted({ ...claim, district: '330110' })), by),
    );
    const runners = projector(views.log, runnersOf(views));
    await runners.open();
    await runners.catchUp();
    const anyone = everyPayout.steps.paid;
    const { steps } = everyPayout;
    const hangzhou = { ...everyPayout, district: '330100' };
    const listedBy = async (filter: Partial<PayoutFilter>): Promise<readonly string[]> => {
      const slice = { from: 'front', first: 10, after: null } as const;
      const { items } = await listPayouts(views.store, { ...hangzhou, ...filter }, slice);
      return items.map(({ doc }) => doc.act);
    };
    expect(await listedBy({ steps: { ...steps, approved: { ...anyone, by: 'wang' } } })).toStrictEqual([
      'passbook-e.0',
    ]);
    expect(
      await listedBy({ steps: { ...steps, approved: { ...anyone, from: '2026-03-21' } } }),
    ).toStrictEqual([]);
    expect(await listedBy({ steps: { ...steps, paid: { ...anyone, by: 'wang' } } })).toStrictEqual([
      'passbook-f.0',
    ]);
    expect(await payoutTotals(views.store, hangzhou, 'approved')).toStrictEqual([
      { state: 'approved', by: 'wang', payouts: 1, amountFen: 10_000, paidFen: 0, takenBackFen: 0 },
      { state: 'reversed', by: null, payouts: 1, amountFen: 50_000, paidFen: 0, takenBackFen: 50_000 },
    ]);
  });
});
