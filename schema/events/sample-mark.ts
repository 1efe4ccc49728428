import { z } from 'zod';
import { eventShape, type EventOf } from './event-shape.js';

/** The ledger holds invented acts for trying it out. Recorded before the first of them, as the first event of the log. */
export const ledgerMarkedAsSample = eventShape('LedgerMarkedAsSample', 1, z.strictObject({}));
export type LedgerMarkedAsSample = EventOf<typeof ledgerMarkedAsSample>;

/** The mark came second: another writer had begun a ledger of its own at the same moment. */
export const sampleMarkWithdrawn = eventShape('SampleMarkWithdrawn', 1, z.strictObject({}));
export type SampleMarkWithdrawn = EventOf<typeof sampleMarkWithdrawn>;
