import { z } from 'zod';
import { eventShape, type EventOf } from './event-shape.js';
import { actNumber, plainDate, streamId } from './values.js';

/**
 * A command took a name that must be unique across streams (the reference of an office, an idempotency key), for an act
 * in the stream `target`.
 */
export const referenceReserved = eventShape(
  'ReferenceReserved',
  1,
  z.strictObject({ commandId: z.string(), target: streamId, hash: z.string() }),
);
/**
 * The act that holds a reserved name was corrected, most recently on the day `on`. `hash` is the fingerprint of its
 * content after the correction. It replaces the fingerprint of the recorded act, so that a repeated import of the
 * corrected content is recognised as the same act.
 */
export const fingerprintCorrected = eventShape(
  'FingerprintCorrected',
  1,
  z.strictObject({ target: streamId, act: actNumber, hash: z.string(), on: plainDate }),
);
/** A reserved reference or idempotency key may be used again: the act that held it was refused or reversed. */
export const referenceReleased = eventShape('ReferenceReleased', 1, z.strictObject({ target: streamId }));

export const reservationShapes = [referenceReserved, fingerprintCorrected, referenceReleased] as const;
export type ReservationEvent = EventOf<typeof reservationShapes>;
