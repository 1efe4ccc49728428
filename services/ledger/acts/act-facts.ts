import type { EventFamily } from '@ledger/schema/catalogue/kinds.js';
import type { Rule } from '@ledger/schema/catalogue/rules.js';
import type { ActFacts, CountedAct, Entry } from '@ledger/schema/events/values.js';
import type { PlainDate } from '../kernel/calendar.js';
import type { Counts } from '../kernel/counts.js';
import { negated } from '../kernel/counts.js';
import { entryOf } from '../kernel/entries.js';
import type { ReferenceUse } from '../kernel/decision.js';
import { fen, noFen } from '../kernel/money.js';
import type { Because } from '../kernel/refusals.js';

/** An act as a command hands it in: what the decider adds (its number, its rule) is still missing. */
export type ActInput = Omit<ActFacts, 'act' | 'judgedBy'>;

/** What was held as a session, and when: an attendance is of the same kind and day. */
export type HeldSession = Readonly<{ kind: string; on: PlainDate }>;

/**
 * How the session that an act names stands for its person; `none` where it names none. A session of another kind or day
 * is told by what it is.
 */
export type SessionStanding = 'none' | 'open' | 'unknown' | 'attended' | 'full' | HeldSession;

/** What a recording command brings along; looked up by its use case, never by a decider. */
export type Circumstances = Readonly<{
  family: EventFamily;
  /** The catalogue's rules, in force or not. */
  rules: readonly Rule[];
  reference: ReferenceUse;
  session: SessionStanding;
  /** What the register says of the person, where the act says something else; null where it does not. */
  registered: Because | null;
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

/** What the decider adds to an act: its number, the rule that judged it, and what it counts. */
type Added = Pick<CountedAct, 'act' | 'judgedBy' | 'counts'>;

/** The act as it is recorded. Field by field: a spread that is added to costs ten times as much. */
export const actOf = (input: ActInput, { act, judgedBy, counts }: Added): CountedAct => ({
  kind: input.kind,
  on: input.on,
  district: input.district,
  place: input.place,
  sealedPlace: input.sealedPlace,
  worker: input.worker,
  handedIn: input.handedIn,
  sex: input.sex,
  occupation: input.occupation,
  employer: input.employer,
  session: input.session,
  headcount: input.headcount,
  sessions: input.sessions,
  minutes: input.minutes,
  items: input.items,
  amountFen: input.amountFen,
  money: input.money,
  name: input.name,
  note: input.note,
  result: input.result,
  office: input.office,
  reference: input.reference,
  officeWritten: input.officeWritten,
  districtWritten: input.districtWritten,
  referenceWritten: input.referenceWritten,
  act,
  judgedBy,
  counts,
});

/** The line that takes an act out of the totals again. */
export const undoingOf = (act: CountedAct): Entry => entryOf(act, negated(act.counts));
