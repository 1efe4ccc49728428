import { act, day, ruleFor, sealedText } from '@ledger/test/dsl/acts.js';
import {
  approvedOn,
  assessMutualAidClaim,
  mutualAidClaimAssessed,
  mutualAidClaimRefused,
  mutualAidClaimSubmitted,
  mutualAidPaid,
  paidOn,
  payMutualAidClaim,
  recordService,
  refuseMutualAidClaim,
  stream,
  submitMutualAidClaim,
} from '@ledger/test/dsl/passbook.js';
import { specify } from '@ledger/test/dsl/specify.js';
import { fen } from '../kernel/money.js';
import { passbook } from './passbook-decider.js';

const { given } = specify(passbook);

const claim = act({ kind: 'medical-mutual-aid-payout', on: day('2026-03-12'), amountFen: fen(832_015) });
const requestedOn = claim.on;
const submitted = mutualAidClaimSubmitted(claim);
const assessed = mutualAidClaimAssessed(fen(600_000));
const paid = { ...claim, on: paidOn, amountFen: fen(600_000) };

describe('a mutual-aid claim', () => {
  test.each(['medical-mutual-aid-payout', 'maternity-mutual-aid-payout'])(
    'of kind %s is submitted',
    (kind) => {
      const input = { ...claim, kind };
      given().when(submitMutualAidClaim(input)).then(mutualAidClaimSubmitted(input));
    },
  );

  test('needs an amount', () => {
    given()
      .when(submitMutualAidClaim({ ...claim, amountFen: null }))
      .thenRefused('MISSING_AMOUNT', {});
  });

  test('is assessed, the whole sum unless less is said', () => {
    given(submitted)
      .when(assessMutualAidClaim())
      .then(mutualAidClaimAssessed(fen(832_015)));
    given(submitted)
      .when(assessMutualAidClaim({ amountFen: fen(600_000) }))
      .then(assessed);
  });

  test('is never assessed at more than was claimed', () => {
    given(submitted)
      .when(assessMutualAidClaim({ amountFen: fen(832_016) }))
      .thenRefused('OVER_REQUEST', { requested: '8320.15' });
  });

  test('is assessed by the rule that is in force on the day of the claim', () => {
    const rules = [ruleFor('medical-mutual-aid-payout', { from: '2026-03-12', until: '2026-03-12' })];
    given(submitted)
      .when(assessMutualAidClaim({ rules }))
      .then(mutualAidClaimAssessed(fen(832_015), { judgedBy: 'medical-mutual-aid-payout/test' }));
  });

  test('is paid as it was assessed, and counts on the day of the payment', () => {
    given(submitted, assessed).when(payMutualAidClaim()).then(mutualAidPaid(paid, { requestedOn }));
  });

  test('is refused before and after it was assessed', () => {
    const reason = sealedText('不在保障期内');
    given(submitted).when(refuseMutualAidClaim()).then(mutualAidClaimRefused());
    given(submitted, assessed).when(refuseMutualAidClaim({ reason })).then(mutualAidClaimRefused({ reason }));
  });

  test('may be submitted again after a refusal', () => {
    given(submitted, mutualAidClaimRefused())
      .when(submitMutualAidClaim(claim))
      .then(mutualAidClaimSubmitted(claim, { act: 2 }));
  });

  test('that was paid already is recorded so, without a day of request', () => {
    given()
      .when(recordService(paid))
      .then(mutualAidPaid(paid, { requestedOn: null }));
  });

  test('is not known before it was submitted', () => {
    given()
      .when(payMutualAidClaim())
      .thenRefused('UNKNOWN_ACT', { act: `${stream}.0` });
  });
});

describe('the days of a claim', () => {
  const tomorrow = day('2026-07-01');

  test('are never earlier than the step before', () => {
    given(submitted)
      .when(assessMutualAidClaim({ on: day('2026-03-11') }))
      .thenRefused('DATE_OUT_OF_ORDER', { date: '2026-03-11', before: '2026-03-12' });
    given(submitted, assessed)
      .when(payMutualAidClaim({ on: day('2026-03-19') }))
      .thenRefused('DATE_OUT_OF_ORDER', { date: '2026-03-19', before: approvedOn });
    given(submitted, assessed)
      .when(refuseMutualAidClaim({ on: day('2026-03-19') }))
      .thenRefused('DATE_OUT_OF_ORDER', { date: '2026-03-19', before: approvedOn });
  });

  test('are never in the future', () => {
    const because = { date: '2026-07-01', today: '2026-06-30' };
    given(submitted)
      .when(assessMutualAidClaim({ on: tomorrow }))
      .thenRefused('DATE_IN_FUTURE', because);
    given(submitted, assessed)
      .when(payMutualAidClaim({ on: tomorrow }))
      .thenRefused('DATE_IN_FUTURE', because);
    given(submitted)
      .when(refuseMutualAidClaim({ on: tomorrow }))
      .thenRefused('DATE_IN_FUTURE', because);
  });
});
