import { act, actCorrected, actReversed, counted, day, ruleFor } from '@ledger/test/dsl/acts.js';
import {
  approveSubsidy,
  approvedOn,
  healthCheckRecorded,
  recordService,
  requestSubsidy,
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

const check = act({ kind: 'health-check', on: day('2026-03-12'), amountFen: fen(68_000) });
const autumn = { ...check, on: day('2026-10-02') };
const trip = act({ kind: 'recuperation', amountFen: fen(90_000) });
const blank = act({ kind: 'health-check', amountFen: null });

describe('a kind that is given once a year', () => {
  test('is given once', () => {
    given().when(recordService(check)).then(healthCheckRecorded(check));
  });

  test.each([
    ['later in the year', check, autumn],
    ['earlier in the year, recorded late', autumn, check],
    ['on the same day', check, check],
  ])('is not given again %s', (_when, first, second) => {
    given(healthCheckRecorded(first))
      .when(recordService(second))
      .thenRefused('ONCE_PER_YEAR', { year: 2026 });
  });

  test('is used up by an act without an amount', () => {
    given(healthCheckRecorded(blank)).when(recordService(check)).thenRefused('ONCE_PER_YEAR', { year: 2026 });
  });

  test('is refused a second time also without an amount', () => {
    given(healthCheckRecorded(check)).when(recordService(blank)).thenRefused('ONCE_PER_YEAR', { year: 2026 });
  });

  test('leaves the year open for another kind', () => {
    given(healthCheckRecorded(check))
      .when(recordService(trip))
      .then(serviceRecorded(trip, { act: 1 }));
  });

  test('is free again when the act was reversed', () => {
    given(healthCheckRecorded(check), actReversed(counted(check)))
      .when(recordService(autumn))
      .then(healthCheckRecorded(autumn, { act: 2 }));
  });

  test('is used up by an act that was corrected to it, and free by one that was corrected away', () => {
    const screening = act({ kind: 'cancer-screening' });
    const becameTrip = actCorrected(counted(screening), counted(trip));
    given(serviceRecorded(screening), becameTrip)
      .when(recordService(trip))
      .thenRefused('ONCE_PER_YEAR', { year: 2026 });
    const becameScreening = actCorrected(counted(trip), counted(screening));
    given(serviceRecorded(trip), becameScreening)
      .when(recordService(trip))
      .then(serviceRecorded(trip, { act: 2 }));
  });
});

describe('a subsidy that is paid once a year', () => {
  const rules = [ruleFor('hardship-relief', { oncePerYear: true })];
  const relief = act({ kind: 'hardship-relief', amountFen: fen(100_000) });
  const twoRequests = given(subsidyRequested(relief), subsidyRequested(relief, { act: 1 }));

  test('may be requested twice, because only an approval uses the year up', () => {
    given(subsidyRequested(relief))
      .when(requestSubsidy(relief, { rules }))
      .then(subsidyRequested(relief, { act: 1, judgedBy: 'hardship-relief/test' }));
    twoRequests
      .when(approveSubsidy({ act: 1, rules }))
      .then(subsidyApproved(fen(100_000), { act: 1, on: approvedOn, judgedBy: 'hardship-relief/test' }));
  });

  test('is not approved twice', () => {
    given(subsidyRequested(relief), subsidyRequested(relief, { act: 1 }), subsidyApproved(fen(100_000)))
      .when(approveSubsidy({ act: 1, rules }))
      .thenRefused('ONCE_PER_YEAR', { year: 2026 });
  });

  test('is not approved beside one that was recorded as paid', () => {
    given(subsidyRequested(relief), subsidyPaid(relief, { act: 1 }))
      .when(approveSubsidy({ rules }))
      .thenRefused('ONCE_PER_YEAR', { year: 2026 });
  });

  test('is not requested after it was approved, and is after that was refused', () => {
    given(subsidyRequested(relief), subsidyApproved(fen(100_000)))
      .when(requestSubsidy(relief, { rules }))
      .thenRefused('ONCE_PER_YEAR', { year: 2026 });
    given(subsidyRequested(relief), subsidyApproved(fen(100_000)), subsidyRefused())
      .when(requestSubsidy(relief, { rules }))
      .then(subsidyRequested(relief, { act: 3, judgedBy: 'hardship-relief/test' }));
  });
});
