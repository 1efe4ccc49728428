import type { EventFamily } from '@ledger/schema/catalogue/kinds.js';
import type { Rule } from '@ledger/schema/catalogue/rules.js';
import type { ActFacts, CountedAct, Entry } from '@ledger/schema/events/values.js';
import type { PlainDate } from '../kernel/calendar.js';
import type { Counts } from '../kernel/count-arithmetic.js';
import { negated } from '../kernel/count-arithmetic.js';
import { entryOf } from '../kernel/entries.js';
import type { ReferenceUse } from '../kernel/decision.js';
import { fen, noFen } from '../kernel/money.js';
import type { RefusalDetails } from '../kernel/refusals.js';

/** An act as submitted. The decider adds its number and its rule. */
export type ActInput = Omit<ActFacts, 'act' | 'judgedBy'>;

/** The kind and the day of a session. An attendance must have the same kind and day. */
export type HeldSession = Readonly<{ kind: string; on: PlainDate }>;

/**
 * The state of the session that an act names, seen from the act's person; `none` if the act names no session. It is a
 * HeldSession if the session has another kind or day than the act.
 */
export type SessionState = 'none' | 'open' | 'unknown' | 'attended' | 'full' | HeldSession;

/** Facts that a recording command brings along. The use case looks them up, because deciders cannot read. */
export type Circumstances = Readonly<{
  family: EventFamily;
  /** All rules of the catalogue, in force or not. */
  rules: readonly Rule[];
  reference: ReferenceUse;
  session: SessionState;
  /** The registered details of the person that differ from those of the act; null if none differ. */
  registered: RefusalDetails | null;
}>;

/** The numbers that an act adds to the totals if none is left out (the headcount of an attendance may be). */
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

/** The fields that the decider adds to an act: number, rule applied, and counts. */
type Added = Pick<CountedAct, 'act' | 'judgedBy' | 'counts'>;

/** The recorded act. Every field is listed, because object spread with added fields took ten times as long. */
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

/** The entry that removes the act from the totals. */
export const undoingOf = (act: CountedAct): Entry => entryOf(act, negated(act.counts));
