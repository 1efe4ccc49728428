import { officeCode } from '@ledger/ledger/kernel/identifiers.js';
import { reference } from '@ledger/test/support/identifiers.js';
import { specify } from '@ledger/test/dsl/specify.js';
import { caseOf, gatheringOf, referenceOf } from '../kernel/ids.js';
import { reservation, type ReservationCommand, type ReservationEvent } from './reservation-decider.js';

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

describe('a reference', () => {
  test('is reserved for what a command hands in, and for the stream it goes to', () => {
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

  test('is nobody’s before it was reserved, and after it was released', () => {
    expect(reservation.initial).toBeNull();
    const held = reservation.evolve(null, reserved('first'));
    expect(held).toStrictEqual(reserved('first').data);
    expect(reservation.evolve(held, released())).toBeNull();
  });

  test('has a stream of its office and its text', () => {
    expect(reservation.streamOf(reserve('first'))).toBe('ref-KEQIAO-KQ-1');
  });
});
