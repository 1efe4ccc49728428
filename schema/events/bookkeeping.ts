import { z } from 'zod';
import { eventShape, type EventOf } from './event.js';
import { quantity, streamId, workerNo } from './values.js';

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

/** A block of worker numbers, both ends included, was taken by one writer; gaps are allowed. */
export const numbersTaken = eventShape('NumbersTaken', 1, z.strictObject({ from: workerNo, to: workerNo }));
export type NumbersTaken = EventOf<typeof numbersTaken>;

/** A sheet began to be taken in; its id is the stem of the command ids of its rows. */
export const handInOpened = eventShape(
  'HandInOpened',
  1,
  z.strictObject({ file: z.string(), office: z.string(), rows: quantity }),
);
export type HandInOpened = EventOf<typeof handInOpened>;
/** Every row of the sheet has been judged. */
export const handInClosed = eventShape(
  'HandInClosed',
  1,
  z.strictObject({ rows: quantity, accepted: quantity, refused: quantity }),
);
export type HandInClosed = EventOf<typeof handInClosed>;
