import type { EventFamily } from '@ledger/schema/catalogue/kinds.js';
import type { Rule } from '@ledger/schema/catalogue/rules.js';
import type { ActFacts, CountedAct, Counts as StoredCounts, Entry } from '@ledger/schema/events/values.js';
import type { Counts } from '../kernel/measures.js';
import { negated } from '../kernel/measures.js';
import { fen, noFen } from '../kernel/money.js';

/** An act as a command hands it in: what the decider adds (its number, its rule) is still missing. */
export type ActInput = Omit<ActFacts, 'act' | 'judgedBy'>;

/** How an act's reference stands: free to use, used by the same content, or used by another. */
export type ReferenceStanding = 'free' | 'same' | 'other';

/** How the session that an act names stands for its person; `none` where it names none. */
export type SessionStanding = 'none' | 'open' | 'unknown' | 'attended' | 'full';

/** What a recording command brings along; looked up by the application, never by a decider. */
export type Circumstances = Readonly<{
  family: EventFamily;
  /** The catalogue's rules, in force or not. */
  rules: readonly Rule[];
  reference: ReferenceStanding;
  session: SessionStanding;
}>;

/** What the act adds to the totals when all its columns count. */
export const countsOf = (input: ActInput): Counts => {
  const amountFen = fen(input.amountFen ?? noFen);
  return {
    acts: 1,
    headcount: input.headcount,
    sessions: input.sessions,
    minutes: input.minutes,
    items: input.items,
    amountFen,
    paidFen: input.money === 'dispute' ? noFen : amountFen,
  };
};

/** The line of the totals that an act makes with these counts. */
export const entryOf = (facts: ActInput, counts: StoredCounts): Entry => ({
  kind: facts.kind,
  district: facts.district,
  on: facts.on,
  worker: facts.worker,
  sex: facts.sex,
  occupation: facts.occupation,
  employer: facts.employer,
  counts,
});

/** The line that takes an act out of the totals again. */
export const undoingOf = (act: CountedAct): Entry => entryOf(act, negated(act.counts));
