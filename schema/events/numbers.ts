import { z } from 'zod';
import { eventShape, type EventOf } from './event-shape.js';
import { workerNo } from './values.js';

/** One writer took a block of worker numbers, both ends included. Numbers of a block may stay unused. */
export const numbersTaken = eventShape('NumbersTaken', 1, z.strictObject({ from: workerNo, to: workerNo }));
export type NumbersTaken = EventOf<typeof numbersTaken>;
