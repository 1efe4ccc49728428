import type { ReservationEvent } from '@ledger/schema/events/reservation.js';
import { officeCode } from '../kernel/identifiers.js';
import { reference } from '@ledger/test/support/identifiers.js';
import { day } from '@ledger/test/dsl/acts.js';
import { specify } from '@ledger/test/dsl/specify.js';
import { caseOf, gatheringOf, referenceOf } from '../kernel/ids.js';
import { reservation, type ReservationCommand } from './reservation-decider.js';

const { given } = specify(reservation);

const stream = referenceOf(officeCode('keqiao'), reference('KQ-1'));
const target = caseOf('wages');
const elsewhere = gatheringOf('spring');

const reserved = (commandId: string, at = target): ReservationEvent => ({
  type: 'ReferenceReserved',
  data: { commandId, target: at, hash: `hash of ${commandId}` },
});
const released = (at = target): ReservationEvent => ({ type: 'ReferenceReleased', data: { target: at } });
const reserve = (commandId: string, at = target): ReservationCommand => ({
  type: 'ReserveReference',
  data: { stream, commandId, target: at, hash: `hash of ${commandId}` },
});
const release = (at = target): ReservationCommand => ({
  type: 'ReleaseReference',
  data: { stream, target: at },
});

const right = (act: number, hash: string) => ({ target, act, hash, on: day('2026-04-01') });
const corrected = (act: number, hash = 'right'): ReservationEvent => ({
  type: 'FingerprintCorrected',
  data: right(act, hash),
});
const correct = (act: number): ReservationCommand => ({
  type: 'CorrectFingerprint',
  data: { stream, ...right(act, 'right') },
});

describe('a reference', () => {
  test('is reserved for what a command submits, and for the stream it goes to', () => {
    given().when(reserve('first')).then(reserved('first'));
  });

  test('can be reserved again after it was released', () => {
    given(reserved('first'), released())
      .when(reserve('second', elsewhere))
      .then(reserved('second', elsewhere));
  });

  test('can be taken over: whether it may, the application judges, which sees the target too', () => {
    given(reserved('first')).when(reserve('second', elsewhere)).then(reserved('second', elsewhere));
  });

  test('is released for the stream that holds it', () => {
    given(reserved('first')).when(release()).then(released());
    given(reserved('first'), reserved('second', elsewhere))
      .when(release(elsewhere))
      .then(released(elsewhere));
  });

  test('is not released for a stream that does not hold it', () => {
    given().when(release()).thenNothing();
    given(reserved('first')).when(release(elsewhere)).thenNothing();
    given(reserved('first'), reserved('second', elsewhere)).when(release()).thenNothing();
  });

  test('is released once', () => {
    given(reserved('first'), released()).when(release()).thenNothing();
  });

  test('knows its act by another fingerprint after that was put right', () => {
    given(reserved('first')).when(correct(3)).then(corrected(3));
    given(reserved('first'), corrected(3)).when(correct(3)).thenNothing();
    given(reserved('first'), corrected(3, 'other')).when(correct(3)).then(corrected(3));
    given(reserved('first'), corrected(2)).when(correct(3)).then(corrected(3));
    const held = [reserved('first'), corrected(3)].reduce(reservation.evolve, reservation.initial);
    expect(held).toStrictEqual({
      ...reserved('first').data,
      corrected: { act: 3, hash: 'right', on: day('2026-04-01') },
    });
  });

  test('knows nothing of an act that it was not reserved for, or is not any more', () => {
    given().when(correct(3)).thenNothing();
    given(reserved('first', elsewhere)).when(correct(3)).thenNothing();
    expect(reservation.evolve(null, corrected(3))).toBeNull();
    const again = [reserved('first'), corrected(3), reserved('second')].reduce(
      reservation.evolve,
      reservation.initial,
    );
    expect(again).toStrictEqual({ ...reserved('second').data, corrected: null });
  });

  test('is nobody’s before it was reserved, and after it was released', () => {
    expect(reservation.initial).toBeNull();
    const held = reservation.evolve(null, reserved('first'));
    expect(held).toStrictEqual({ ...reserved('first').data, corrected: null });
    expect(reservation.evolve(held, released())).toBeNull();
  });

  test('has a stream of its office and its text', () => {
    expect(reservation.streamOf(reserve('first'))).toBe('ref-KEQIAO-KQ-1');
  });
});
