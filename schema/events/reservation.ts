import { z } from 'zod';
import { eventShape, type EventOf } from './event-shape.js';
import { streamId } from './values.js';

/** A name that must be unique beyond one stream (an office's reference, an idempotency key) was taken. */
export const referenceReserved = eventShape(
  'ReferenceReserved',
  1,
  z.strictObject({ commandId: z.string(), target: streamId, hash: z.string() }),
);
export type ReferenceReserved = EventOf<typeof referenceReserved>;
/** The name is free again: its act was refused after all, or taken back. */
export const referenceReleased = eventShape('ReferenceReleased', 1, z.strictObject({ target: streamId }));
export type ReferenceReleased = EventOf<typeof referenceReleased>;
