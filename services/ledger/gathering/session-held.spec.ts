import { reference } from '@ledger/test/support/identifiers.js';
import { act, actReversed, counted, reservationFenced } from '@ledger/test/dsl/acts.js';
import {
  gatheringHeld,
  lecture,
  recordGathering,
  stream,
  training,
  trainingSessionHeld,
} from '@ledger/test/dsl/gathering.js';
import { specify } from '@ledger/test/dsl/specify.js';
import { fen } from '../kernel/money.js';
import { gathering } from './gathering-decider.js';

const { given } = specify(gathering);

describe('a gathering', () => {
  test('is held, and counts what it states', () => {
    const input = lecture({ headcount: 40, minutes: 90, items: 3, amountFen: fen(12_300) });
    given()
      .when(recordGathering(input))
      .then({
        type: 'GatheringHeld',
        data: {
          ...input,
          act: 0,
          judgedBy: null,
          counts: {
            acts: 1,
            headcount: 40,
            sessions: 1,
            minutes: 90,
            items: 3,
            amountFen: fen(12_300),
            paidFen: fen(12_300),
          },
        },
      });
  });

  test('of a class is a training session', () => {
    given().when(recordGathering(training())).then(trainingSessionHeld(training()));
  });

  test.each(['station-visit', 'comfort-parcel', 'sports-day'])(
    'may be an act for people nobody named: %s',
    (kind) => {
      const input = act({ kind, worker: null, sex: null, headcount: 120, items: 120 });
      given().when(recordGathering(input)).then(gatheringHeld(input));
    },
  );

  test.each(['health-check', 'recuperation', 'education-subsidy', 'medical-mutual-aid-payout'])(
    'may be a group act of kind %s, which no rule per person judges',
    (kind) => {
      const input = act({ kind, worker: null, sex: null, headcount: 900, amountFen: fen(99_999_900) });
      given().when(recordGathering(input)).then(gatheringHeld(input));
    },
  );

  test('may be a session of a case kind, whose sum in dispute is never paid', () => {
    const input = lecture({ kind: 'dispute-mediation', money: 'dispute', amountFen: fen(500) });
    given()
      .when(recordGathering(input))
      .then({
        type: 'GatheringHeld',
        data: {
          ...input,
          act: 0,
          judgedBy: null,
          counts: {
            acts: 1,
            headcount: 0,
            sessions: 1,
            minutes: 0,
            items: 0,
            amountFen: fen(500),
            paidFen: fen(0),
          },
        },
      });
  });

  test('is held once in its stream', () => {
    given(gatheringHeld(lecture()))
      .when(recordGathering(lecture()))
      .thenRefused('WRONG_STATE', { state: 'given' });
    given(trainingSessionHeld(training()))
      .when(recordGathering(training()))
      .thenRefused('WRONG_STATE', { state: 'given' });
  });

  test('is held again after it was taken back', () => {
    given(gatheringHeld(lecture()), actReversed(counted(lecture(), { judgedBy: null })))
      .when(recordGathering(lecture({ headcount: 5 })))
      .then(gatheringHeld(lecture({ headcount: 5 }), { act: 2 }));
  });

  test('has the number of its event, behind a fence', () => {
    given(reservationFenced)
      .when(recordGathering(lecture()))
      .then(gatheringHeld(lecture(), { act: 1 }));
  });

  test('keeps its act reference, which is free only once', () => {
    const input = lecture({ reference: reference('KQ-9') });
    given().when(recordGathering(input)).then(gatheringHeld(input));
    given()
      .when(recordGathering(input, { reference: 'same' }))
      .thenRefused('DUPLICATE', { reference: 'KQ-9' });
    given()
      .when(recordGathering(input, { reference: 'other' }))
      .thenRefused('REF_REUSED', { reference: 'KQ-9' });
  });

  test('belongs to the stream that the order names', () => {
    expect(gathering.streamOf(recordGathering(lecture()))).toBe(stream);
  });
});
