import type { Clock } from '@ledger/ledger/ports/clock.js';

export const systemClock: Clock = { now: () => new Date().toISOString() };
