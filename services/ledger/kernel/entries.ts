import type { ActFacts, Counts, Entry } from '@ledger/schema/events/values.js';

/**
 * The line of the totals that an act makes with these counts. The place of a named act is personal: only that of an act
 * without a person is in the line.
 */
export const entryOf = (facts: Omit<ActFacts, 'act' | 'judgedBy'>, counts: Counts): Entry => ({
  kind: facts.kind,
  district: facts.district,
  on: facts.on,
  worker: facts.worker,
  sex: facts.sex,
  occupation: facts.occupation,
  employer: facts.employer,
  outcome: facts.result?.outcome ?? null,
  satisfied: facts.result?.satisfied ?? null,
  place: facts.worker === null ? facts.place : null,
  counts,
});
