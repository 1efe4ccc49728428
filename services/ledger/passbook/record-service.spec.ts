import { act, familyOf, reservationFenced, session } from '@ledger/test/dsl/acts.js';
import {
  healthCheckRecorded,
  mutualAidPaid,
  recordService,
  serviceRecorded,
  stream,
  subsidyPaid,
  subsidyRequested,
} from '@ledger/test/dsl/passbook.js';
import { specify } from '@ledger/test/dsl/specify.js';
import type { ActInput } from '../acts/act-facts.js';
import { fen } from '../kernel/money.js';
import { passbook, type PassbookEvent } from './passbook-decider.js';

const { given } = specify(passbook);

describe('an act that was given already', () => {
  const screening = act({ kind: 'cancer-screening' });
  const check = act({ kind: 'health-check', amountFen: fen(68_000) });
  const subsidy = act({ kind: 'education-subsidy', amountFen: fen(50_000) });
  const payout = act({ kind: 'medical-mutual-aid-payout', amountFen: fen(123_456) });
  const course = act({ kind: 'free-course', minutes: 90 });
  const dispute = act({ kind: 'dispute-mediation', amountFen: fen(900_000) });

  test.each<[family: string, input: ActInput, recorded: PassbookEvent]>([
    ['service', screening, serviceRecorded(screening)],
    ['health-check', check, healthCheckRecorded(check)],
    ['subsidy', subsidy, subsidyPaid(subsidy)],
    ['mutual-aid', payout, mutualAidPaid(payout)],
    ['training', course, serviceRecorded(course)],
    ['case', dispute, serviceRecorded(dispute, { counts: { paidFen: fen(0) } })],
  ])('of the family %s is recorded by its own event', (family, input, recorded) => {
    expect(familyOf(input.kind)).toBe(family);
    given().when(recordService(input)).then(recorded);
  });

  test('keeps everything that was submitted', () => {
    const full = act({
      kind: 'recuperation',
      place: '千岛湖',
      occupation: '外卖员',
      employer: '美团配送',
      headcount: 2,
      sessions: 1,
      minutes: 30,
      items: 4,
      amountFen: fen(99_999),
      reference: 'KQ-7',
    });
    given()
      .when(recordService(full))
      .then({
        type: 'ServiceRecorded',
        data: {
          ...full,
          act: 0,
          judgedBy: 'recuperation/1',
          counts: {
            acts: 1,
            headcount: 2,
            sessions: 1,
            minutes: 30,
            items: 4,
            amountFen: fen(99_999),
            paidFen: fen(99_999),
          },
        },
      });
  });

  test('counts no amount where none was stated', () => {
    given()
      .when(recordService(screening))
      .then(serviceRecorded(screening, { counts: { amountFen: fen(0), paidFen: fen(0) }, judgedBy: null }));
  });

  test('has the number of the event that records it', () => {
    given(serviceRecorded(screening), serviceRecorded(screening, { act: 1 }))
      .when(recordService(check))
      .then(healthCheckRecorded(check, { act: 2 }));
  });

  test('may be given as often as one likes where no rule holds', () => {
    given(serviceRecorded(screening))
      .when(recordService(screening))
      .then(serviceRecorded(screening, { act: 1 }));
  });

  test('belongs to the stream that the order names', () => {
    expect(passbook.streamOf(recordService(check))).toBe(stream);
    expect(stream).toBe('passbook-000000175-2026');
  });
});

describe('an act at a session', () => {
  const atSession = act({ kind: 'health-check', session, headcount: 1, minutes: 45 });

  test('leaves the headcount to the session and counts everything else', () => {
    given()
      .when(recordService(atSession))
      .then(healthCheckRecorded(atSession, { counts: { acts: 1, headcount: 0, minutes: 45 } }));
  });

  test('is refused where the session is not known', () => {
    given()
      .when(recordService(atSession, { session: 'unknown' }))
      .thenRefused('UNKNOWN_SESSION', { session });
  });

  test('is refused where the person attended the session already', () => {
    given()
      .when(recordService(atSession, { session: 'attended' }))
      .thenRefused('ALREADY_ATTENDED', { session });
  });

  test('is refused where the session is full', () => {
    given()
      .when(recordService(atSession, { session: 'full' }))
      .thenRefused('SESSION_FULL', { max: 2_000 });
  });

  test('is refused where this passbook knows the attendance before the session does', () => {
    const another = act({ kind: 'recuperation', session });
    given(healthCheckRecorded(atSession))
      .when(recordService(another, { session: 'open' }))
      .thenRefused('ALREADY_ATTENDED', { session });
  });

  test('is refused also while a request of the same person names the session', () => {
    const requested = act({ kind: 'education-subsidy', amountFen: fen(10_000), session });
    given(subsidyRequested(requested))
      .when(recordService(atSession))
      .thenRefused('ALREADY_ATTENDED', { session });
  });

  test('is accepted at another session of the same day', () => {
    given(serviceRecorded(act({ kind: 'recuperation', session })))
      .when(recordService(act({ kind: 'health-check' })))
      .then(healthCheckRecorded(act({ kind: 'health-check' }), { act: 1 }));
  });
});

describe('an act reference', () => {
  const input = act({ reference: 'KQ-1' });

  test('with the same content as an act that stands is a duplicate', () => {
    given()
      .when(recordService(input, { reference: 'same' }))
      .thenRefused('DUPLICATE', { reference: 'KQ-1' });
  });

  test('with other content than the act that stands is refused', () => {
    given()
      .when(recordService(input, { reference: 'other' }))
      .thenRefused('REF_REUSED', { reference: 'KQ-1' });
  });

  test('is kept in the event', () => {
    given().when(recordService(input)).then(serviceRecorded(input));
  });
});

describe('a reservation fence', () => {
  test('does nothing but move the numbers on', () => {
    const input = act();
    given(reservationFenced, serviceRecorded(input, { act: 1 }), reservationFenced)
      .when(recordService(input))
      .then(serviceRecorded(input, { act: 3 }));
  });

  test('does not take an act of number 0 away', () => {
    const check = act({ kind: 'health-check' });
    given(healthCheckRecorded(check), reservationFenced)
      .when(recordService(check))
      .thenRefused('ONCE_PER_YEAR', { year: 2026 });
  });
});

describe('a passbook', () => {
  const fences = (count: number): readonly PassbookEvent[] =>
    Array.from({ length: count }, () => reservationFenced);

  test('takes its thousandth event', () => {
    given(...fences(999))
      .when(recordService(act()))
      .then(serviceRecorded(act(), { act: 999 }));
  });

  test('refuses another act after a thousand events', () => {
    given(...fences(1_000))
      .when(recordService(act()))
      .thenRefused('PASSBOOK_FULL', { max: 1_000 });
  });
});
