import { refused, type Decision, type ReferenceUse, type Refused } from '../kernel/decision.js';
import type { DomainEvent } from '../kernel/domain-event.js';
import { actIdOf, type ActId, type StreamId } from '../kernel/ids.js';
import type { RefusalCode } from '../kernel/refusals.js';
import type { Append, Foreseen, Position } from '../ports/event-log.js';
import type { Findings } from './bound-decider.js';
import { following, type Following } from './companions.js';
import { Consultation, type Histories, type History } from './histories.js';
import { fencesFor, releasesFor, reservationsFor, claimStateOf, type Claimed } from './reservations.js';
import type { Acted, JudgeContext, Outcome, Stamp, Submission } from './submission.js';

/** The result of judging one command: what is to be written, and the answer. */
type Ruling = Following &
  Readonly<{
    /** The act that the companions follow from; null if there are no companions. */
    acted: Acted | null;
    /** Fences to append before the chain, each separately. */
    fences: readonly Append[];
    /** How many appends at the start of the chain belong to the command itself; its companions follow. */
    essential: number;
    /**
     * Makes the answer from the position of the chain's last append, and from whether this append of the command wrote
     * its events. Null means: the streams must be read again and the command judged again.
     */
    answer: (last: Position | null, isNew: boolean) => Outcome | null;
  }>;

export type Judgement = Ruling &
  Readonly<{
    /** Foreseen events that the answer depends on. The chain depends on the same ones. */
    restsOn: readonly Foreseen[];
  }>;

const answerOnly = (outcome: Outcome | null, chain: readonly Append[] = []): Ruling => ({
  chain,
  isSettled: true,
  acted: null,
  fences: [],
  essential: chain.length,
  answer: () => outcome,
});

/**
 * Answers with a fixed outcome, and appends the companions that an interrupted recording of the act did not write.
 */
const answerAndComplete = (
  context: JudgeContext,
  outcome: Outcome,
  acted: Acted,
  chain: readonly Append[] = [],
): Ruling => {
  const rest = following(context, acted);
  return {
    ...rest,
    acted,
    chain: [...chain, ...rest.chain],
    fences: [],
    essential: chain.length,
    answer: () => outcome,
  };
};

const withExisting = (refusal: Refused, existing: ActId | null): Outcome => ({ ...refusal, existing });

/** The stream in which the command has recorded its act already; otherwise the given one. */
const homeOf = (claimed: readonly Claimed[], otherwise: StreamId): StreamId => {
  for (const { claimState } of claimed) if (claimState.kind === 'done') return claimState.target;
  return otherwise;
};

/**
 * The last position that the command wrote, in its own stream or a companion's: the position that its first answer
 * reported.
 */
const lastWritten = ({ submission, histories }: JudgeContext, { stream }: History): Position | null => {
  const { alongside, origin } = submission;
  let last: Position | null = null;
  for (const each of [stream, ...alongside]) {
    const position = histories.of(each).by(origin.commandId).at(-1)?.position;
    if (position !== undefined && (last === null || position > last)) last = position;
  }
  return last;
};

const repeated = (context: JudgeContext, history: History, first: number): Ruling => {
  const { origin } = context.submission;
  if (history.at(first).origin.hash !== origin.hash) {
    return answerOnly(withExisting(refused('COMMAND_ID_REUSED'), null));
  }
  const written = lastWritten(context, history);
  if (written === null) return answerOnly(null);
  const { stream } = history;
  const events = history.by(origin.commandId).map((past) => past.event);
  const outcome = { kind: 'repeated', stream, first, position: written } as const;
  return {
    ...answerAndComplete(context, outcome, { history, events }),
    answer: (completed) => ({ ...outcome, position: completed ?? written }),
  };
};

/** Refusals that are due to an existing act with the same reference. */
const byReference: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['DUPLICATE', 'REVERSED', 'REF_REUSED']);

/** The act that holds the reference which the command wanted. */
const existingAct = (claimed: readonly Claimed[]): Readonly<{ target: StreamId; act: number }> | null => {
  for (const { claim, claimState } of claimed) {
    if (claim.of === 'reference' && claimState.kind === 'held') return claimState;
  }
  return null;
};

/**
 * A refusal releases the reference and the idempotency key that the command had reserved. A duplicate also appends
 * missing companions of the existing act.
 */
const refusedFor = (context: JudgeContext, claimed: readonly Claimed[], refusal: Refused): Ruling => {
  const releases = releasesFor(context, claimed);
  const existing = byReference.has(refusal.code) ? existingAct(claimed) : null;
  const outcome = withExisting(refusal, existing === null ? null : actIdOf(existing.target, existing.act));
  if (refusal.code !== 'DUPLICATE' || existing === null) return answerOnly(outcome, releases);
  const history = context.histories.of(existing.target);
  const events = [history.at(existing.act).event];
  return answerAndComplete(context, outcome, { history, events }, releases);
};

const referenceUse = (claimed: readonly Claimed[]): ReferenceUse => {
  for (const { claim, claimState } of claimed) {
    if (claim.of === 'reference' && claimState.kind === 'held') return claimState.use;
  }
  return 'free';
};

/** Whether the idempotency key was used before, with other content. */
const isKeyReused = (claimed: readonly Claimed[]): boolean =>
  claimed.some(({ claim, claimState }) => claim.of === 'key' && claimState.kind === 'held');

type Accepted = Extract<Decision<DomainEvent>, { kind: 'accepted' }>;

const recording = (context: JudgeContext, claimed: readonly Claimed[], decision: Accepted): Ruling => {
  const { histories, stamp, submission } = context;
  const target = submission.command.stream;
  const history = histories.of(target);
  const reservations = reservationsFor(context, claimed);
  const first = history.length;
  const main = history.extend(stamp(submission.origin.commandId, target, decision.events));
  const end = history.length;
  const acted = { history, events: decision.events };
  const { chain, isSettled } = following(context, acted);
  return {
    isSettled,
    acted,
    fences: [],
    chain: [...reservations, main, ...chain],
    essential: reservations.length + 1,
    answer: (position, isNew) => {
      if (position === null) return null;
      const past = isNew ? () => history.upTo(end) : null;
      return { kind: 'recorded', stream: target, first, position, past };
    },
  };
};

/**
 * Decides the command. If a reservation is taken over, it decides again after adding the fences: they may lie in the
 * command's own stream and so change the number of its act.
 */
const decided = (context: JudgeContext, claimed: readonly Claimed[]): Ruling => {
  const { command } = context.submission;
  const history = context.histories.of(command.stream);
  const findings: Findings = {
    reference: referenceUse(claimed),
    historyOf: (stream) => context.histories.of(stream),
  };
  const decision = command.decide(history, findings);
  if (decision.kind === 'refused') return refusedFor(context, claimed, decision);
  if (decision.events.length === 0) return answerOnly({ kind: 'unchanged', stream: command.stream });
  const fences = fencesFor(context, claimed);
  if (fences.length === 0) return recording(context, claimed, decision);
  const again = command.decide(history, findings);
  const ruling =
    again.kind === 'refused' ? refusedFor(context, claimed, again) : recording(context, claimed, again);
  return { ...ruling, fences };
};

const ruled = (context: JudgeContext): Ruling => {
  const { submission, histories } = context;
  const { origin, claims, command } = submission;
  const claimant = { commandId: origin.commandId, hash: origin.hash, target: command.stream };
  const claimed = claims.map((claim) => ({ claim, claimState: claimStateOf(claim, claimant, histories) }));
  const history = histories.of(homeOf(claimed, command.stream));
  const first = history.firstBy(origin.commandId);
  if (first !== null) return repeated(context, history, first);
  if (isKeyReused(claimed)) return refusedFor(context, claimed, refused('COMMAND_ID_REUSED'));
  return decided(context, claimed);
};

/**
 * Judges one command on the histories; appends nothing to the log. The histories must contain every stream of the
 * submission, and every stream that a claimed reference or key is reserved for. The command's new events are added to
 * the histories.
 */
export const judge = (submission: Submission, histories: Histories, stamp: Stamp): Judgement => {
  const consultation = new Consultation(histories);
  const ruling = ruled({ submission, histories: consultation, stamp });
  const { isSettled, acted, fences, essential, answer } = ruling;
  const chain = consultation.resting(ruling.chain);
  return { isSettled, acted, fences, essential, answer, chain, restsOn: consultation.restsOn };
};
