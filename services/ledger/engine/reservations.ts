import { shanghaiDate } from '../kernel/calendar.js';
import type { ReferenceUse } from '../kernel/decision.js';
import type { DomainEvent } from '../kernel/domain-event.js';
import type { StreamId } from '../kernel/ids.js';
import type { Append, EventLog } from '../ports/event-log.js';
import {
  reservation as reservationDecider,
  type ReservationState,
} from '../reservation/reservation-decider.js';
import { boundDecider } from './bound-decider.js';
import { Histories, type Consultation, type History } from './histories.js';
import type { Claim, JudgeContext, Holder, Submission } from './submission.js';

/**
 * A command that wants a reference or an idempotency key: its id, the hash of its content, and the stream of its act.
 */
export type Claimant = Readonly<{ commandId: string; hash: string; target: StreamId }>;

export type ClaimState =
  /** Nobody has reserved the reference or key. */
  | Readonly<{ kind: 'free' }>
  /**
   * This command reserved the reference or key, but then lost to another writer or was interrupted before it recorded
   * its act.
   */
  | Readonly<{ kind: 'mine' }>
  /**
   * Another command, with the same content and for the same stream, reserved the reference or key and was interrupted
   * before it recorded its act: this command may continue.
   */
  | Readonly<{ kind: 'resume' }>
  /**
   * The reference or key is reserved by another command (with other content, or for another stream) that has not recorded
   * its act. The reservation is taken over after a fence is appended to that command's target stream: an event that makes
   * a later append of that command fail.
   */
  | Readonly<{ kind: 'fence'; target: StreamId }>
  /** This command reserved the reference or key and has recorded its act. */
  | Readonly<{ kind: 'done'; target: StreamId }>
  /** An act holds the reference or key: with the same content, with other content, corrected, or reversed. */
  | Readonly<{ kind: 'held'; use: Exclude<ReferenceUse, 'free'>; target: StreamId; act: number }>;

type Held = NonNullable<ReservationState>;

export type Claimed = Readonly<{ claim: Claim; claimState: ClaimState }>;

const reservation = boundDecider(reservationDecider);

/** The target stream of the reservation; null if the reference or key is free. */
const reservedFor = (claim: Claim, histories: Histories): StreamId | null =>
  reservation.stateOf(histories.of(claim.stream))?.target ?? null;

/**
 * Reads all streams that the submissions are judged on: first their own and those of the reservations, then the
 * streams that existing reservations point at.
 */
export const readFor = async (log: EventLog, submissions: readonly Submission[]): Promise<Histories> => {
  const histories = new Histories();
  const streams = submissions.flatMap(({ claims, command, alongside }) => [
    command.stream,
    ...claims.map(({ stream }) => stream),
    ...alongside,
  ]);
  await histories.read(log, streams);
  const targets = new Set<StreamId>();
  for (const claim of submissions.flatMap(({ claims }) => claims)) {
    const target = reservedFor(claim, histories);
    if (target !== null && !histories.has(target)) targets.add(target);
  }
  if (targets.size > 0) await histories.read(log, targets);
  return histories;
};

/**
 * The act of a reservation: found by its reference, or for an idempotency key by the command that made the
 * reservation.
 */
const actUnder = (
  claim: Claim,
  reserver: string,
  target: StreamId,
  histories: Consultation,
): Holder | null => {
  const history = histories.of(target);
  if (claim.of === 'reference') return claim.actIn(history.events());
  const act = history.firstBy(reserver);
  return act === null ? null : { act, reversal: null };
};

/**
 * The parts of a hash that say the content. Older versions wrote a fourth part: the decimals of class hours, whose whole
 * minutes are in the first part.
 */
const contentIn = (hash: string): string => hash.split('.', 3).join('.');

/**
 * How the act that holds a reference or key relates to new content with this hash: same, other, corrected or
 * reversed.
 */
const useOf = (
  { act, reversal }: Holder,
  { corrected }: Held,
  { hash, history }: Readonly<{ hash: string; history: History }>,
): Exclude<ReferenceUse, 'free'> => {
  if (reversal !== null) {
    const { origin } = history.at(reversal.revision);
    return { by: 'reversed', on: shanghaiDate(origin.at), ground: reversal.ground };
  }
  const right = corrected?.act === act ? corrected : null;
  if (contentIn(hash) === contentIn(right?.hash ?? history.at(act).origin.hash)) return 'same';
  return right === null ? 'other' : { by: 'corrected', on: right.on };
};

/**
 * Whether the claimant may take a reference or an idempotency key, and what must happen first. `histories` must
 * contain the target stream of an existing reservation.
 */
export const claimStateOf = (claim: Claim, claimant: Claimant, histories: Consultation): ClaimState => {
  const held = reservation.stateOf(histories.of(claim.stream));
  if (held === null) return { kind: 'free' };
  const { target } = held;
  const mine = held.commandId === claimant.commandId && held.hash === claimant.hash;
  const holder = actUnder(claim, held.commandId, target, histories);
  if (holder === null) {
    if (held.hash !== claimant.hash || target !== claimant.target) return { kind: 'fence', target };
    return { kind: mine ? 'mine' : 'resume' };
  }
  const history = histories.of(target);
  const { act } = holder;
  const recordedByMe = history.at(act).origin.commandId === claimant.commandId;
  if (mine && recordedByMe) return { kind: 'done', target };
  return { kind: 'held', use: useOf(holder, held, { hash: claimant.hash, history }), target, act };
};

/**
 * Fences for the reservations that are taken over. A fence is an event in the stream that the other command is about
 * to append its act to, so that its append conflicts.
 */
export const fencesFor = (
  { submission, histories, stamp }: JudgeContext,
  claimed: readonly Claimed[],
): readonly Append[] => {
  const fences: Append[] = [];
  for (const { claim, claimState } of claimed) {
    if (claimState.kind !== 'fence') continue;
    const event: DomainEvent = { type: 'ReservationFenced', data: { reservation: claim.stream } };
    // A separate command id, so that the fence is never taken for the act that the command is about to record.
    const stamped = stamp(`${submission.origin.commandId}/fence`, claimState.target, [event]);
    fences.push(histories.of(claimState.target).extend(stamped));
  }
  return fences;
};

/**
 * Reservation events for every claimed reference and key, even for those that the command already holds: a writer
 * that is about to take one over then gets a conflict on the stream of the reservation.
 */
export const reservationsFor = (
  { submission, histories, stamp }: JudgeContext,
  claimed: readonly Claimed[],
): readonly Append[] => {
  const { commandId, hash } = submission.origin;
  const target = submission.command.stream;
  return claimed.map(({ claim }) => {
    const event: DomainEvent = { type: 'ReferenceReserved', data: { commandId, target, hash } };
    return histories.of(claim.stream).extend(stamp(commandId, claim.stream, [event]));
  });
};

/**
 * Releases the reference and key that the command had reserved before it was interrupted. A fence comes first: the
 * same command may still be running in another process, about to append its act.
 */
export const releasesFor = (context: JudgeContext, claimed: readonly Claimed[]): readonly Append[] => {
  const { submission, histories, stamp } = context;
  const target = submission.command.stream;
  const mine = claimed.filter(({ claimState }) => claimState.kind === 'mine');
  const [fence] = fencesFor(
    context,
    mine.slice(0, 1).map(({ claim }) => ({ claim, claimState: { kind: 'fence', target } })),
  );
  if (fence === undefined) return [];
  const releases = mine.map(({ claim }) => {
    const event: DomainEvent = { type: 'ReferenceReleased', data: { target } };
    return histories.of(claim.stream).extend(stamp(submission.origin.commandId, claim.stream, [event]));
  });
  return [fence, ...releases];
};
