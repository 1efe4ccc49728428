import type { EventFamily } from '@ledger/schema/catalogue/kinds.js';
import { isRuled, type Rule } from '@ledger/schema/catalogue/rules.js';
import type { ActState } from '@ledger/schema/catalogue/act-states.js';
import type { ActReferenceReleased, ActReversed, ReversalGround } from '@ledger/schema/events/acts.js';
import type { CountedAct, Entry, Sealed } from '@ledger/schema/events/values.js';
import { accepted, refused, type Decision, type Refused } from '../kernel/decision.js';
import { noFen } from '../kernel/money.js';
import { actIdOf, type StreamId } from '../kernel/ids.js';
import type { ActInput, HeldSession } from './act-facts.js';
import { resultAfter, type ResultChange } from './act-result.js';

/** What a correction may change: not the person, the session, the office or the reference. */
export type Changes = Readonly<
  Partial<
    Pick<
      ActInput,
      | 'kind'
      | 'money'
      | 'on'
      | 'district'
      | 'districtWritten'
      | 'place'
      | 'sealedPlace'
      | 'sex'
      | 'occupation'
      | 'employer'
      | 'headcount'
      | 'sessions'
      | 'minutes'
      | 'items'
      | 'amountFen'
      | 'note'
    >
  >
>;

/** Order: put right what was recorded. */
export type CorrectAct = Readonly<{
  type: 'CorrectAct';
  data: Readonly<{
    stream: StreamId;
    act: number;
    changes: Changes;
    /** The session in another stream that the act attends; null where it names none there. */
    session: HeldSession | null;
    /** The event family of the kind that the changes name; null where they name none. */
    family: EventFamily | null;
    rules: readonly Rule[];
    /** How the act ended, where the changes say it or bring another note. */
    result: ResultChange | null;
    reason: Sealed | null;
  }>;
}>;

/** Order: take back what should not have been recorded. */
export type ReverseAct = Readonly<{
  type: 'ReverseAct';
  data: Readonly<{ stream: StreamId; act: number } & ReversalReason>;
}>;

/** Why an act is taken back: in words, and on which ground. `releases` gives its reference free. */
export type ReversalReason = Readonly<{
  reason: Sealed | null;
  ground: ReversalGround | null;
  releases: boolean;
}>;

/** Order: give the reference of an act free that was taken back before. */
export type ReleaseActReference = Readonly<{
  type: 'ReleaseActReference';
  data: Readonly<{ stream: StreamId; act: number; reason: Sealed | null }>;
}>;

/** How the district was written: told anew only where the changes bring another district. */
const districtWritten = (act: CountedAct, changes: Changes): string | null =>
  changes.district === undefined || changes.district === act.district
    ? act.districtWritten
    : (changes.districtWritten ?? null);

/** The act as the changes leave it, its counts not yet judged anew. */
export const changed = (
  act: CountedAct,
  { changes, result }: Pick<CorrectAct['data'], 'changes' | 'result'>,
): CountedAct => ({
  ...act,
  ...changes,
  districtWritten: districtWritten(act, changes),
  result: result === null ? act.result : resultAfter(act.result, result),
});

/**
 * A payout of nothing is none: an act that was none is reversed, not corrected to nothing. Outranks the state of the act;
 * of an act that nobody knows there is nothing to say.
 */
export const keepsSum = (now: CountedAct | undefined, data: CorrectAct['data']): Refused | null => {
  const { amountFen, money } = data.changes;
  const isPayout = now !== undefined && (now.money === 'payout' || money === 'payout');
  return isPayout && amountFen !== undefined && (amountFen ?? noFen) === noFen
    ? refused('MISSING_AMOUNT')
    : null;
};

/** Whether the changes leave the act as it is; a note sealed anew is a change. */
export const changesNothing = (act: CountedAct, after: CountedAct): boolean =>
  JSON.stringify(act) === JSON.stringify(after);

/**
 * Whether the act stays at home where it is under its new kind, and its money what it was: a payout does not become
 * a cost. `families` are those that share its events.
 */
export const staysAtHome = (
  act: CountedAct,
  after: CountedAct,
  { family, rules }: CorrectAct['data'],
  families: readonly EventFamily[],
): boolean =>
  (family === null || families.includes(family)) &&
  act.money === after.money &&
  (act.session === null || isRuled(rules, act.kind) === isRuled(rules, after.kind));

/** The event that takes an act back; `undone` is the entry that it takes out of the totals. */
export const reversalOf = (
  now: CountedAct,
  undone: Entry,
  { reason, ground, releases, heldIn = null }: ReversalReason & Readonly<{ heldIn?: string | null }>,
): ActReversed => ({
  type: 'ActReversed',
  data: {
    act: now.act,
    undone,
    heldIn,
    reason,
    ground,
    releases,
    office: now.office,
    reference: now.reference,
    session: now.session,
    money: now.money,
  },
});

/** An act as far as it matters for its reference. */
type Referenced = Readonly<{
  now: Pick<CountedAct, 'act' | 'office' | 'reference'>;
  state: ActState;
  keepsReference: boolean;
}>;

/** Decides on giving a reference free: only an act that was taken back can lose it, and only once. */
export const releaseReference = (
  act: Referenced | undefined,
  data: ReleaseActReference['data'],
): Decision<ActReferenceReleased> => {
  if (act === undefined) return refused('UNKNOWN_ACT', { act: actIdOf(data.stream, data.act) });
  if (act.state !== 'reversed') return refused('WRONG_STATE', { state: act.state });
  const { office, reference } = act.now;
  if (reference === null || !act.keepsReference) return accepted();
  return accepted<ActReferenceReleased>({
    type: 'ActReferenceReleased',
    data: { act: data.act, reason: data.reason, office, reference },
  });
};
