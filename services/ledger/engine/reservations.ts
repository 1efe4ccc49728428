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
import type { Claim, Desk, Holder, Submission } from './submission.js';

/** Who asks: the command, the fingerprint of what was handed in, and the stream that its act is for. */
export type Claimant = Readonly<{ commandId: string; hash: string; target: StreamId }>;

export type ClaimStanding =
  /** Nobody holds the name. */
  | Readonly<{ kind: 'free' }>
  /** This very command reserved it, and lost a race or was interrupted before its act. */
  | Readonly<{ kind: 'mine' }>
  /** The same content reserved it, for the same stream, and was interrupted before its act: go on there. */
  | Readonly<{ kind: 'resume' }>
  /** Other content reserved it, or for another stream, and was interrupted: take it over, fencing first. */
  | Readonly<{ kind: 'fence'; target: StreamId }>
  /** This very command reserved it, and its act is there. */
  | Readonly<{ kind: 'done'; target: StreamId }>
  /** Its act is there, with that content: the same or other, or taken back. */
  | Readonly<{ kind: 'held'; use: Exclude<ReferenceUse, 'free'>; target: StreamId; act: number }>;

type Held = NonNullable<ReservationState>;

export type Claimed = Readonly<{ claim: Claim; standing: ClaimStanding }>;

const reservation = boundDecider(reservationDecider);

/** The stream for which the name is reserved now; null where it is free. */
const reservedFor = (claim: Claim, histories: Histories): StreamId | null =>
  reservation.stateOf(histories.of(claim.stream))?.target ?? null;

/** Reads whatever the submissions will be judged by: in one call, and where reservations point, in a second. */
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

/** The act that a reservation was made for: by its reference, or, under a key, by the command that reserved. */
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

/** How a name is used by the act that holds it, for somebody who hands in content with this fingerprint. */
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
  if (hash === (right?.hash ?? history.at(act).origin.hash)) return 'same';
  return right === null ? 'other' : { by: 'corrected', on: right.on };
};

/**
 * Whether the claimant may take a name (a reference or an idempotency key), and what must happen first. `histories`
 * must contain the stream that the name is reserved for.
 */
export const standingOf = (claim: Claim, claimant: Claimant, histories: Consultation): ClaimStanding => {
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

/** Fences for the reservations that are taken over: they wake whoever sleeps on one. */
export const fencesFor = (
  { submission, histories, stamp }: Desk,
  claimed: readonly Claimed[],
): readonly Append[] => {
  const fences: Append[] = [];
  for (const { claim, standing } of claimed) {
    if (standing.kind !== 'fence') continue;
    const event: DomainEvent = { type: 'ReservationFenced', data: { reservation: claim.stream } };
    // A command id of its own: a fence must never be taken for the act that the command is to record.
    const stamped = stamp(`${submission.origin.commandId}/fence`, standing.target, [event]);
    fences.push(histories.of(standing.target).extend(stamped));
  }
  return fences;
};

/**
 * Reservations of every name, also of those that the command holds already: whoever is about to take such a name
 * over must find that its reservation has moved.
 */
export const reservationsFor = (
  { submission, histories, stamp }: Desk,
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
 * Releases of every name that the command had reserved before it was interrupted, after a fence: the same command
 * may be asleep elsewhere, before its act.
 */
export const releasesFor = (desk: Desk, claimed: readonly Claimed[]): readonly Append[] => {
  const { submission, histories, stamp } = desk;
  const target = submission.command.stream;
  const mine = claimed.filter(({ standing }) => standing.kind === 'mine');
  const [fence] = fencesFor(
    desk,
    mine.slice(0, 1).map(({ claim }) => ({ claim, standing: { kind: 'fence', target } })),
  );
  if (fence === undefined) return [];
  const releases = mine.map(({ claim }) => {
    const event: DomainEvent = { type: 'ReferenceReleased', data: { target } };
    return histories.of(claim.stream).extend(stamp(submission.origin.commandId, claim.stream, [event]));
  });
  return [fence, ...releases];
};
