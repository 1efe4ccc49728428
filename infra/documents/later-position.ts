import type { Position } from '@ledger/ledger/ports/event-log.js';

/** The later of two positions of one log; null is before all. */
export const later = (a: Position | null, b: Position): Position => (a === null || b > a ? b : a);
