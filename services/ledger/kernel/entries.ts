import type { ActFacts, Counts, Entry } from '@ledger/schema/events/values.js';

/**
 * The entry that an act with these counts adds to the totals. It has a place only if the act names no person: the
 * place of a named person's act is personal data.
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
