import { systemClock as right } from '@ledger/infra/identifiers/system-clock.js';
import type { Clock } from '@ledger/ledger/ports/clock.js';
import { planNow } from './plan.js';

/** The clock of the machine, wrong by what the plan says. */
export const systemClock: Clock = {
  now: () => new Date(Date.parse(right.now()) + (planNow().clockMs ?? 0)).toISOString(),
};
