import type { DomainEvent } from '../kernel/domain-event.js';
import type { StreamId } from '../kernel/ids.js';
import type { Append, NewEvent } from '../ports/event-log.js';
import type { Claim, ClaimStanding } from './reservations.js';
import type { Histories } from './histories.js';
import type { Acted, Submission } from './submission.js';
import { nothingElse } from './bound-decider.js';

/** Makes events into what a log takes: ids, origin and the time of recording. */
export type Stamp = (
  commandId: string,
  stream: StreamId,
  events: readonly DomainEvent[],
) => readonly NewEvent[];

/** A submission on the desk: what it is judged by, and how its events are stamped. */
export type Desk = Readonly<{ submission: Submission; histories: Histories; stamp: Stamp }>;

export type Claimed = Readonly<{ claim: Claim; standing: ClaimStanding }>;

/** What follows in other streams: as a chain, and whether that settles it, once it is written. */
export type Following = Readonly<{ chain: readonly Append[]; isSettled: boolean }>;

/** The companions of what was done. None is ever refused; one that has nothing to add is left out. */
export const following = ({ submission, histories, stamp }: Desk, acted: Acted): Following => {
  const chain: Append[] = [];
  let isSettled = true;
  for (const work of submission.companions(acted)) {
    if (!histories.has(work.stream)) {
      isSettled = false;
      continue;
    }
    if (work.again) isSettled = false;
    const history = histories.of(work.stream);
    const decision = work.decide(history, nothingElse);
    if (decision.kind === 'refused')
      throw new Error(`a companion was refused: ${decision.code} at ${work.stream}`);
    if (decision.events.length === 0) continue;
    chain.push(history.extend(stamp(submission.origin.commandId, work.stream, decision.events)));
  }
  return { chain, isSettled };
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
  const target = submission.work.stream;
  const appends: Append[] = [];
  for (const { claim } of claimed) {
    const event: DomainEvent = { type: 'ReferenceReserved', data: { commandId, target, hash } };
    appends.push(histories.of(claim.stream).extend(stamp(commandId, claim.stream, [event])));
  }
  return appends;
};

/**
 * Releases of every name that the command had reserved before it was interrupted, behind a fence: the same command
 * may be asleep elsewhere, in front of its act.
 */
export const releasesFor = (desk: Desk, claimed: readonly Claimed[]): readonly Append[] => {
  const { submission, histories, stamp } = desk;
  const target = submission.work.stream;
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
