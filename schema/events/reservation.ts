import { z } from 'zod';
import { eventShape, type EventOf } from './event-shape.js';
import { actNumber, plainDate, streamId } from './values.js';

/** A name that must be unique beyond one stream (an office's reference, an idempotency key) was taken. */
export const referenceReserved = eventShape(
  'ReferenceReserved',
  1,
  z.strictObject({ commandId: z.string(), target: streamId, hash: z.string() }),
);
export type ReferenceReserved = EventOf<typeof referenceReserved>;
/**
 * The act under the name was corrected, last on that day: who hands it in as it stands now hands in the same. The hash
 * takes the place of the one that the act was recorded with.
 */
export const fingerprintCorrected = eventShape(
  'FingerprintCorrected',
  1,
  z.strictObject({ target: streamId, act: actNumber, hash: z.string(), on: plainDate }),
);
export type FingerprintCorrected = EventOf<typeof fingerprintCorrected>;
/** The name is free again: its act was refused after all, or taken back. */
export const referenceReleased = eventShape('ReferenceReleased', 1, z.strictObject({ target: streamId }));
export type ReferenceReleased = EventOf<typeof referenceReleased>;
