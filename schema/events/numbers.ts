import { z } from 'zod';
import { eventShape, type EventOf } from './event-shape.js';
import { workerNo } from './values.js';

/** A block of worker numbers, both ends included, was taken by one writer; gaps are allowed. */
export const numbersTaken = eventShape('NumbersTaken', 1, z.strictObject({ from: workerNo, to: workerNo }));
export type NumbersTaken = EventOf<typeof numbersTaken>;
