import type { Rule } from '@ledger/schema/catalogue/rules.js';
import { act, actCorrected, counted, day, ruleFor } from '@ledger/test/dsl/acts.js';
import {
  approveSubsidy,
  correctAct,
  healthCheckRecorded,
  recordService,
  requestSubsidy,
  subsidyApproved,
  subsidyPaid,
  subsidyRequested,
} from '@ledger/test/dsl/passbook.js';
import { specify } from '@ledger/test/dsl/specify.js';
import type { PlainDate } from '../kernel/calendar.js';
import { fen } from '../kernel/money.js';
import { passbook } from './passbook-decider.js';

const { given } = specify(passbook);

const perAct = (amount: number): Rule['cap'] => ({
  per: 'act',
  fen: { male: amount, female: amount, unknown: amount },
});
const perYear = (amount: number): Rule['cap'] => ({
  per: 'year',
  fen: { male: amount, female: amount, unknown: amount },
});

/**
 * From 1 July on the cap of the health check is higher and that of the subsidy lower; in December neither kind has a
 * rule.
 */
const rules: readonly Rule[] = [
  ruleFor('health-check', {
    version: 'health-check/1',
    until: '2026-06-30',
    cap: perAct(1_000),
    oncePerYear: true,
  }),
  ruleFor('health-check', {
    version: 'health-check/2',
    from: '2026-07-01',
    until: '2026-11-30',
    cap: perAct(1_500),
  }),
  ruleFor('education-subsidy', { version: 'education-subsidy/1', until: '2026-06-30', cap: perYear(2_000) }),
  ruleFor('education-subsidy', {
    version: 'education-subsidy/2',
    from: '2026-07-01',
    until: '2026-11-30',
    cap: perYear(900),
  }),
];

const lastDay = day('2026-06-30');
const firstDay = day('2026-07-01');
const check = (on: PlainDate, amount: number) => act({ kind: 'health-check', on, amountFen: fen(amount) });
const study = (on: PlainDate, amount: number) =>
  act({ kind: 'education-subsidy', on, amountFen: fen(amount) });

describe('a rule that changes on a day', () => {
  test.each([
    [lastDay, 1_000, 'health-check/1'],
    [firstDay, 1_500, 'health-check/2'],
    [day('2026-11-30'), 1_500, 'health-check/2'],
    [day('2026-12-01'), 9_999, null],
  ])('judges an act of %s by the version of that day, which the event keeps', (on, amount, judgedBy) => {
    given()
      .when(recordService(check(on, amount), { rules }))
      .then(healthCheckRecorded(check(on, amount), { judgedBy }));
  });

  test.each([
    [lastDay, 1_001, '10.00'],
    [firstDay, 1_501, '15.00'],
  ])('refuses an act of %s by the cap of that day', (on, amount, cap) => {
    given()
      .when(recordService(check(on, amount), { rules }))
      .thenRefused('OVER_CAP', { cap });
  });

  test('looks at the day of the act, not at the order of recording', () => {
    const late = healthCheckRecorded(check(firstDay, 1_500), { judgedBy: 'health-check/2' });
    given(late)
      .when(recordService(check(lastDay, 900), { rules }))
      .thenRefused('ONCE_PER_YEAR', { year: 2026 });
    given(healthCheckRecorded(check(lastDay, 900)))
      .when(recordService(check(firstDay, 900), { rules }))
      .then(healthCheckRecorded(check(firstDay, 900), { act: 1, judgedBy: 'health-check/2' }));
  });

  test('counts what both versions allowed against the cap of the year', () => {
    given(subsidyPaid(study(lastDay, 800)))
      .when(recordService(study(firstDay, 101), { rules }))
      .thenRefused('OVER_CAP', { cap: '9.00', used: '8.00', year: 2026 });
    given(subsidyPaid(study(firstDay, 900)))
      .when(recordService(study(lastDay, 1_100), { rules }))
      .then(subsidyPaid(study(lastDay, 1_100), { act: 1, judgedBy: 'education-subsidy/1' }));
  });

  test('judges an approval by the version of the request', () => {
    const asked = study(lastDay, 2_000);
    const requested = subsidyRequested(asked, { judgedBy: 'education-subsidy/1' });
    given().when(requestSubsidy(asked, { rules })).then(requested);
    given(requested)
      .when(approveSubsidy({ on: firstDay, today: firstDay, rules }))
      .then(subsidyApproved(fen(2_000), { on: firstDay, judgedBy: 'education-subsidy/1' }));
  });
});

describe('an act corrected across the change', () => {
  const before = check(lastDay, 1_000);

  test('is judged by the version of its right day', () => {
    given(healthCheckRecorded(before))
      .when(correctAct({ on: firstDay }, { rules }))
      .then(actCorrected(counted(before), counted(check(firstDay, 1_000), { judgedBy: 'health-check/2' })));
  });

  test('is refused where the right day has a lower cap', () => {
    const after = check(firstDay, 1_200);
    given(healthCheckRecorded(after, { judgedBy: 'health-check/2' }))
      .when(correctAct({ on: lastDay }, { rules }))
      .thenRefused('OVER_CAP', { cap: '10.00' });
  });

  test('after a request is judged by the version of the request, whenever it was paid', () => {
    const asked = study(lastDay, 2_000);
    const paid = { ...asked, on: firstDay };
    const life = [
      subsidyRequested(asked),
      subsidyApproved(fen(2_000), { on: firstDay }),
      subsidyPaid(paid, { requestedOn: asked.on }),
    ];
    given(...life)
      .when(correctAct({ amountFen: fen(1_900) }, { rules }))
      .then(actCorrected(counted(paid), counted({ ...paid, amountFen: fen(1_900) })));
  });
});
