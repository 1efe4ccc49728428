import { actUnderReference, type Reference } from '../acts/opening-events.js';
import type { StreamId } from '../kernel/ids.js';
import type { Histories } from './histories.js';
import { boundDeciders } from '../use-cases/bound-deciders.js';

/**
 * A name that a command must hold alone: an office's reference of an act, or an idempotency key (then `reference`
 * is null). The stream is that of the reservation.
 */
export type Claim = Readonly<{ stream: StreamId; reference: Reference | null }>;

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
  /** Its act is there, with the same content or with other. */
  | Readonly<{ kind: 'same' | 'other'; target: StreamId; act: number }>;

/** The stream for which the name is reserved now; null where it is free. */
export const reservedFor = (claim: Claim, histories: Histories): StreamId | null =>
  boundDeciders.reservation.stateOf(histories.of(claim.stream))?.target ?? null;

/** The act that a reservation was made for: by its reference, or, under a key, by the command that reserved. */
const actUnder = (claim: Claim, reserver: string, target: StreamId, histories: Histories): number | null => {
  const history = histories.of(target);
  return claim.reference === null
    ? history.firstBy(reserver)
    : actUnderReference(history.events(), claim.reference);
};

const hashOf = (target: StreamId, act: number, histories: Histories): string =>
  histories.of(target).at(act).origin.hash;

/** How a name stands for somebody who wants it. The stream it is reserved for must have been read. */
export const standingOf = (claim: Claim, claimant: Claimant, histories: Histories): ClaimStanding => {
  const held = boundDeciders.reservation.stateOf(histories.of(claim.stream));
  if (held === null) return { kind: 'free' };
  const { target } = held;
  const mine = held.commandId === claimant.commandId && held.hash === claimant.hash;
  const act = actUnder(claim, held.commandId, target, histories);
  if (act === null) {
    if (held.hash !== claimant.hash || target !== claimant.target) return { kind: 'fence', target };
    return { kind: mine ? 'mine' : 'resume' };
  }
  const recordedByMe = histories.of(target).at(act).origin.commandId === claimant.commandId;
  if (mine && recordedByMe) return { kind: 'done', target };
  return { kind: hashOf(target, act, histories) === claimant.hash ? 'same' : 'other', target, act };
};
