import type { ActState } from '@ledger/schema/catalogue/act-states.js';
import { act, actReversed, counted } from '@ledger/test/dsl/acts.js';
import {
  approveSubsidy,
  assessMutualAidClaim,
  correctAct,
  mutualAidClaimAssessed,
  mutualAidClaimRefused,
  mutualAidClaimSubmitted,
  mutualAidPaid,
  paidOn,
  payMutualAidClaim,
  paySubsidy,
  refuseMutualAidClaim,
  refuseSubsidy,
  reverseAct,
  serviceRecorded,
  stream,
  subsidyApproved,
  subsidyPaid,
  subsidyRefused,
  subsidyRequested,
} from '@ledger/test/dsl/passbook.js';
import { specify } from '@ledger/test/dsl/specify.js';
import { fen } from '../kernel/money.js';
import { passbook, type PassbookCommand, type PassbookEvent } from './passbook-decider.js';

const { given } = specify(passbook);

const amountFen = fen(50_000);
const asked = act({ kind: 'education-subsidy', amountFen });
const claim = act({ kind: 'medical-mutual-aid-payout', amountFen });
const requested = [subsidyRequested(asked)];
const approved = [...requested, subsidyApproved(amountFen)];
const paid = [...approved, subsidyPaid({ ...asked, on: paidOn }, { requestedOn: asked.on })];
const submitted = [mutualAidClaimSubmitted(claim)];
const assessed = [...submitted, mutualAidClaimAssessed(amountFen)];
const paidOut = [...assessed, mutualAidPaid({ ...claim, on: paidOn }, { requestedOn: claim.on })];

/** Event sequences that bring act 0 into each possible state, in every possible way. */
const pasts: readonly (readonly [how: string, state: ActState, past: readonly PassbookEvent[]])[] = [
  ['recorded', 'given', [serviceRecorded(act())]],
  ['requested', 'requested', requested],
  ['approved', 'approved', approved],
  ['paid after an approval', 'paid', paid],
  ['recorded as paid', 'paid', [subsidyPaid(asked)]],
  ['refused before the approval', 'refused', [...requested, subsidyRefused()]],
  ['refused after the approval', 'refused', [...approved, subsidyRefused()]],
  ['submitted', 'submitted', submitted],
  ['assessed', 'assessed', assessed],
  ['paid after an assessment', 'paid', paidOut],
  ['a claim refused before the assessment', 'refused', [...submitted, mutualAidClaimRefused()]],
  ['a claim refused after the assessment', 'refused', [...assessed, mutualAidClaimRefused()]],
  ['recorded and reversed', 'reversed', [serviceRecorded(act()), actReversed(counted(act()))]],
  ['paid and reversed', 'reversed', [...paid, actReversed(counted({ ...asked, on: paidOn }))]],
];

const late = { on: paidOn };
const orders: readonly (readonly [order: PassbookCommand, from: readonly ActState[]])[] = [
  [approveSubsidy(late), ['requested']],
  [paySubsidy(late), ['approved']],
  [refuseSubsidy(late), ['requested', 'approved']],
  [assessMutualAidClaim(late), ['submitted']],
  [payMutualAidClaim(late), ['assessed']],
  [refuseMutualAidClaim(late), ['submitted', 'assessed']],
  [correctAct({ place: '杭州' }), ['given', 'paid']],
  [reverseAct(), ['given', 'paid']],
];

const table = orders.flatMap(([order, from]) =>
  pasts.map(([how, state, past]) => ({
    order,
    type: order.type,
    how,
    state,
    past,
    allowed: from.includes(state),
  })),
);

describe('an act that may not take a step from where it stands', () => {
  test.each(table.filter(({ allowed }) => !allowed))('$type of an act $how', ({ order, state, past }) => {
    given(...past)
      .when(order)
      .thenRefused('WRONG_STATE', { state });
  });
});

describe('an act that may take the step', () => {
  test.each(table.filter(({ allowed }) => allowed))('$type of an act $how', ({ order, past }) => {
    const state = past.reduce(passbook.evolve, passbook.initial);
    const decision = passbook.decide(state, order);
    const steps = decision.kind === 'accepted' ? decision.events : [];
    expect(steps.map(({ data }) => ('act' in data ? data.act : null))).toStrictEqual([0]);
  });
});

describe('a number that names no act', () => {
  test.each(orders.map(([order]) => ({ type: order.type, order })))(
    '$type: nothing is there',
    ({ order }) => {
      given()
        .when(order)
        .thenRefused('UNKNOWN_ACT', { act: `${stream}.0` });
    },
  );

  test.each([
    [approveSubsidy({ act: 1 })],
    [paySubsidy({ act: 1 })],
    [refuseSubsidy({ act: 1 })],
    [correctAct({}, { act: 1 })],
    [reverseAct(1)],
  ])('%j: the event of that number opened no act', (order) => {
    given(...approved)
      .when(order)
      .thenRefused('UNKNOWN_ACT', { act: `${stream}.1` });
  });
});
