import type { ActReversed } from '@ledger/schema/events/acts.js';
import { corrections, referenceReleases, reversals } from '../acts/amending-events.js';
import { countedNow } from '../acts/act-in-stream.js';
import { openingEvents } from '../acts/opening-events.js';
import { accepted } from '../kernel/decision.js';
import { isOneOf } from '../kernel/domain-event.js';
import { actIdOf, referenceOf, type StreamId } from '../kernel/ids.js';
import type { History } from '../engine/histories.js';
import { boundDeciders } from './bound-deciders.js';
import type { Acted } from '../engine/submission.js';
import type { Companion } from '../engine/bound-decider.js';

/**
 * A companion (a follow-up command in another stream) for an act that names a session but is recorded elsewhere. It
 * counts the act as attendance at the session, or stops counting it if the act was reversed. It uses the current state
 * of the act, so that a late or repeated companion does not undo a later correction.
 */
const attending = (
  history: History,
  { act, session }: Readonly<{ act: number; session: StreamId | null }>,
): Companion | null => {
  const { stream } = history;
  if (session === null || session === stream) return null;
  const actId = actIdOf(stream, act);
  const facts = countedNow(history.events(), act);
  const work = boundDeciders.gathering.bind(session, (gathering) =>
    facts === null
      ? { type: 'WithdrawAttendance', data: { stream: gathering, actId } }
      : {
          type: 'NoteAttendance',
          data: { stream: gathering, actId, worker: facts.worker, headcount: facts.headcount, facts },
        },
  );
  return { ...work, again: true };
};

/**
 * A companion that releases the reference of the act. It does nothing if another command has reserved the reference
 * since.
 */
const releasing = (
  history: History,
  { act, office, reference }: Pick<ActReversed['data'], 'act' | 'office' | 'reference'>,
): Companion | null => {
  if (reference === null) return null;
  const { commandId } = history.at(act).origin;
  const release = boundDeciders.reservation.bind(referenceOf(office, reference), (reservation) => ({
    type: 'ReleaseReference',
    data: { stream: reservation, target: history.stream },
  }));
  return {
    ...release,
    decide: (reservation, reservationState) =>
      boundDeciders.reservation.stateOf(reservation)?.commandId === commandId
        ? release.decide(reservation, reservationState)
        : accepted(),
    again: false,
  };
};

/** The companions of an act: what its events cause in other streams. */
export const followingAct = ({ history, events }: Acted): readonly Companion[] => {
  const works: (Companion | null)[] = [];
  for (const event of events) {
    if (isOneOf(openingEvents, event) || isOneOf(corrections, event))
      works.push(attending(history, event.data));
    else if (isOneOf(reversals, event)) {
      works.push(attending(history, event.data));
      if (event.data.releases) works.push(releasing(history, event.data));
    } else if (isOneOf(referenceReleases, event)) works.push(releasing(history, event.data));
  }
  return works.filter((work) => work !== null);
};
