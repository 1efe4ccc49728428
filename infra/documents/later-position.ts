import type { Position } from '@ledger/ledger/ports/event-log.js';

/** The later of two positions of the same log; null counts as earlier than any position. */
export const later = (a: Position | null, b: Position): Position => (a === null || b > a ? b : a);
