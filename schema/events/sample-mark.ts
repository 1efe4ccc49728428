import { z } from 'zod';
import { eventShape, type EventOf } from './event-shape.js';

/**
 * The ledger contains invented acts for trying it out. This event is recorded before the first of them, as the first
 * event of the log.
 */
export const ledgerMarkedAsSample = eventShape('LedgerMarkedAsSample', 1, z.strictObject({}));
export type LedgerMarkedAsSample = EventOf<typeof ledgerMarkedAsSample>;

/**
 * The sample mark is not valid, because another writer began a real ledger at the same time and its events came first.
 */
export const sampleMarkWithdrawn = eventShape('SampleMarkWithdrawn', 1, z.strictObject({}));
export type SampleMarkWithdrawn = EventOf<typeof sampleMarkWithdrawn>;

export const sampleMarkShapes = [ledgerMarkedAsSample, sampleMarkWithdrawn] as const;
export type SampleMarkEvent = EventOf<typeof sampleMarkShapes>;
