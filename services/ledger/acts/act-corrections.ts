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

/**
 * The fields that a correction may change. The person, the session, the office and the reference cannot be corrected.
 */
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

/** Command: correct a recorded act. */
export type CorrectAct = Readonly<{
  type: 'CorrectAct';
  data: Readonly<{
    stream: StreamId;
    act: number;
    changes: Changes;
    /** The session that the act attends, if it is in another stream; otherwise null. */
    session: HeldSession | null;
    /** The event family of the new kind; null if the kind is not changed. */
    family: EventFamily | null;
    rules: readonly Rule[];
    /** Changes of the act's result: stated in the correction, or read from a new note. Null if there are none. */
    result: ResultChange | null;
    reason: Sealed | null;
  }>;
}>;

/** Command: take back an act that should not have been recorded. */
export type ReverseAct = Readonly<{
  type: 'ReverseAct';
  data: Readonly<{ stream: StreamId; act: number } & ReversalReason>;
}>;

/** Why an act is taken back: in words (encrypted) and by category. `releases`: its reference may be used again. */
export type ReversalReason = Readonly<{
  reason: Sealed | null;
  ground: ReversalGround | null;
  releases: boolean;
}>;

/** Command: release the reference of an act that was taken back before. */
export type ReleaseActReference = Readonly<{
  type: 'ReleaseActReference';
  data: Readonly<{ stream: StreamId; act: number; reason: Sealed | null }>;
}>;

/** The district as written: the new spelling only if the district itself changes. */
const districtWritten = (act: CountedAct, changes: Changes): string | null =>
  changes.district === undefined || changes.district === act.district
    ? act.districtWritten
    : (changes.districtWritten ?? null);

/** The act with the changes applied. Its counts and its rule are not updated yet. */
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
 * Refuses to correct a payout to no amount or to zero: such an act must be reversed instead. Callers check this
 * before the state of the act. An unknown act gives null, because other checks refuse it.
 */
export const keepsSum = (now: CountedAct | undefined, data: CorrectAct['data']): Refused | null => {
  const { amountFen, money } = data.changes;
  const isPayout = now !== undefined && (now.money === 'payout' || money === 'payout');
  return isPayout && amountFen !== undefined && (amountFen ?? noFen) === noFen
    ? refused('MISSING_AMOUNT')
    : null;
};

/**
 * Whether the correction changes nothing. A note that was encrypted again always counts as a change, because its
 * ciphertext differs.
 */
export const changesNothing = (act: CountedAct, after: CountedAct): boolean =>
  JSON.stringify(act) === JSON.stringify(after);

/**
 * Whether the act may stay in its stream under its new kind, and its money keeps its meaning (a payout cannot become
 * a cost). `families` are the event families that use the same events as the act's stream.
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

/** The event that takes an act back. `undone` is the negative entry that removes it from the totals. */
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

/** The part of an act that decides whether the act still holds its reference (the office's own number for it). */
type Referenced = Readonly<{
  now: Pick<CountedAct, 'act' | 'office' | 'reference'>;
  state: ActState;
  keepsReference: boolean;
}>;

/** Decides on releasing a reference. Only an act that was taken back can release its reference, and only once. */
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
