import type { Sex } from '@ledger/schema/events/values.js';
import { act, actReversed, counted, ruleFor } from '@ledger/test/dsl/acts.js';
import {
  approveSubsidy,
  assessMutualAidClaim,
  healthCheckRecorded,
  mutualAidClaimAssessed,
  mutualAidClaimSubmitted,
  recordService,
  requestSubsidy,
  reverseAct,
  serviceRecorded,
  subsidyApproved,
  subsidyPaid,
  subsidyRefused,
  subsidyRequested,
} from '@ledger/test/dsl/passbook.js';
import { specify } from '@ledger/test/dsl/specify.js';
import { fen } from '../kernel/money.js';
import { passbook } from './passbook-decider.js';

const { given } = specify(passbook);

const check = (sex: Sex | null, amount: number) => act({ kind: 'health-check', sex, amountFen: fen(amount) });
const trip = (sex: Sex | null, amount: number) => act({ kind: 'recuperation', sex, amountFen: fen(amount) });
const study = (amount: number) => act({ kind: 'education-subsidy', amountFen: fen(amount) });

describe('a cap per act', () => {
  test.each<[sex: Sex | null, cap: number]>([
    ['male', 120_000],
    ['female', 150_000],
    [null, 120_000],
  ])('lets a health check of sex %s cost exactly %i fen', (sex, cap) => {
    given()
      .when(recordService(check(sex, cap)))
      .then(healthCheckRecorded(check(sex, cap)));
  });

  test.each<[sex: Sex | null, amount: number, cap: string]>([
    ['male', 120_001, '1200.00'],
    ['female', 150_001, '1500.00'],
    [null, 120_001, '1200.00'],
    [null, 150_000, '1200.00'],
    ['male', 150_000, '1200.00'],
  ])('refuses a health check of sex %s for %i fen', (sex, amount, cap) => {
    given()
      .when(recordService(check(sex, amount)))
      .thenRefused('OVER_CAP', { cap });
  });

  test.each<[sex: Sex | null]>([['male'], ['female'], [null]])(
    'is 1,000 yuan for a trip of sex %s',
    (sex) => {
      given()
        .when(recordService(trip(sex, 100_000)))
        .then(serviceRecorded(trip(sex, 100_000)));
      given()
        .when(recordService(trip(sex, 100_001)))
        .thenRefused('OVER_CAP', { cap: '1000.00' });
    },
  );

  test('looks at each act alone, however much was given before', () => {
    const rule = ruleFor('cancer-screening', {
      cap: { per: 'act', fen: { male: 500, female: 500, unknown: 500 } },
    });
    const screening = act({ kind: 'cancer-screening', amountFen: fen(500) });
    given(serviceRecorded(screening))
      .when(recordService(screening, { rules: [rule] }))
      .then(serviceRecorded(screening, { act: 1, judgedBy: 'cancer-screening/test' }));
  });

  test('does not hold for a kind without a rule', () => {
    const dear = act({ kind: 'cancer-screening', amountFen: fen(9_999_999) });
    given().when(recordService(dear)).then(serviceRecorded(dear));
  });
});

describe('a cap per year', () => {
  test('allows exactly what the year has left', () => {
    given(subsidyPaid(study(150_000)))
      .when(recordService(study(50_000)))
      .then(subsidyPaid(study(50_000), { act: 1 }));
  });

  test('refuses one fen more than the year has left', () => {
    given(subsidyPaid(study(150_000)))
      .when(recordService(study(50_001)))
      .thenRefused('OVER_CAP', { cap: '2000.00', used: '1500.00', year: 2026 });
  });

  test('adds up what was paid and what was approved', () => {
    given(
      subsidyPaid(study(80_000)),
      subsidyRequested(study(70_000), { act: 1 }),
      subsidyApproved(fen(60_000), { act: 1 }),
    )
      .when(recordService(study(60_001)))
      .thenRefused('OVER_CAP', { cap: '2000.00', used: '1400.00', year: 2026 });
  });

  test('adds up what was assessed of a claim', () => {
    const rule = ruleFor('medical-mutual-aid-payout', {
      cap: { per: 'year', fen: { male: 1_000, female: 1_000, unknown: 1_000 } },
    });
    const claim = act({ kind: 'medical-mutual-aid-payout', amountFen: fen(900) });
    given(
      mutualAidClaimSubmitted(claim),
      mutualAidClaimAssessed(fen(700)),
      mutualAidClaimSubmitted(claim, { act: 2 }),
    )
      .when(assessMutualAidClaim({ act: 2, amountFen: fen(301), rules: [rule] }))
      .thenRefused('OVER_CAP', { cap: '10.00', used: '7.00', year: 2026 });
  });

  test('is not used up by what was only requested', () => {
    given(subsidyRequested(study(200_000)))
      .when(recordService(study(200_000)))
      .then(subsidyPaid(study(200_000), { act: 1 }));
  });

  test('is given back by a refusal after the approval', () => {
    given(subsidyRequested(study(200_000)), subsidyApproved(fen(200_000)), subsidyRefused())
      .when(recordService(study(200_000)))
      .then(subsidyPaid(study(200_000), { act: 3 }));
  });

  test('is given back by a reversal', () => {
    const paid = subsidyPaid(study(200_000));
    given(paid, actReversed(counted(study(200_000))))
      .when(recordService(study(200_000)))
      .then(subsidyPaid(study(200_000), { act: 2 }));
  });

  test('is not touched by an act without an amount', () => {
    const blank = act({ kind: 'education-subsidy', amountFen: null });
    given(subsidyPaid(study(200_000)))
      .when(recordService(blank))
      .then(subsidyPaid(blank, { act: 1 }));
    given(subsidyPaid(blank))
      .when(recordService(study(200_000)))
      .then(subsidyPaid(study(200_000), { act: 1 }));
  });

  test('is not used up by another kind', () => {
    const relief = act({ kind: 'hardship-relief', amountFen: fen(900_000) });
    given(subsidyPaid(relief))
      .when(recordService(study(200_000)))
      .then(subsidyPaid(study(200_000), { act: 1 }));
  });

  test('holds for the sex that the act names', () => {
    const rule = ruleFor('education-subsidy', {
      cap: { per: 'year', fen: { male: 1_000, female: 2_000, unknown: 500 } },
    });
    const her = act({ kind: 'education-subsidy', sex: 'female', amountFen: fen(1_500) });
    const unknown = { ...her, sex: null, amountFen: fen(1) };
    given()
      .when(recordService(her, { rules: [rule] }))
      .then(subsidyPaid(her, { judgedBy: rule.version }));
    given(subsidyPaid(her))
      .when(recordService(unknown, { rules: [rule] }))
      .thenRefused('OVER_CAP', { cap: '5.00', used: '15.00', year: 2026 });
  });
});

describe('a request', () => {
  test('that could never be approved is refused at once', () => {
    given(subsidyPaid(study(150_000)))
      .when(requestSubsidy(study(50_001)))
      .thenRefused('OVER_CAP', { cap: '2000.00', used: '1500.00', year: 2026 });
  });

  test('for the whole cap may stand beside another one', () => {
    given(subsidyRequested(study(200_000)))
      .when(requestSubsidy(study(200_000)))
      .then(subsidyRequested(study(200_000), { act: 1 }));
  });

  test('is approved only as far as the approvals before it leave room', () => {
    const both = given(
      subsidyRequested(study(150_000)),
      subsidyRequested(study(150_000), { act: 1 }),
      subsidyApproved(fen(150_000)),
    );
    both
      .when(approveSubsidy({ act: 1 }))
      .thenRefused('OVER_CAP', { cap: '2000.00', used: '1500.00', year: 2026 });
    both
      .when(approveSubsidy({ act: 1, amountFen: fen(50_001) }))
      .thenRefused('OVER_CAP', { cap: '2000.00', used: '1500.00', year: 2026 });
    both
      .when(approveSubsidy({ act: 1, amountFen: fen(50_000) }))
      .then(subsidyApproved(fen(50_000), { act: 1 }));
  });

  test('that was approved for less uses up only what was approved', () => {
    given(subsidyRequested(study(200_000)), subsidyApproved(fen(120_000)))
      .when(recordService(study(80_000)))
      .then(subsidyPaid(study(80_000), { act: 2 }));
  });
});

test('a reversal is never held back by a cap', () => {
  given(subsidyPaid(study(200_000)))
    .when(reverseAct())
    .then(actReversed(counted(study(200_000))));
});
