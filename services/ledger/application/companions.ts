import type { ActCorrected, ActReversed } from '@ledger/schema/events/acts.js';
import type { WorkerDetails } from '@ledger/schema/events/registry.js';
import type { CountedAct } from '@ledger/schema/events/values.js';
import { openingEvents, standingAct, type OpeningEvent } from '../acts/standing.js';
import { isOneOf, type EventTypes } from '../kernel/event.js';
import { actIdOf, referenceOf, workerStreamOf, type StreamId } from '../kernel/ids.js';
import { slices } from './slices.js';
import type { Acted } from './submission.js';
import type { Work } from './work.js';

const corrections: EventTypes<ActCorrected> = { ActCorrected: true };
const reversals: EventTypes<ActReversed> = { ActReversed: true };

/** The person behind an accepted act enters the register. */
export const registering = (details: () => WorkerDetails, worker: WorkerDetails['worker']): Work =>
  slices.registry.work(workerStreamOf(worker), (stream) => ({
    type: 'EnsureWorkerRegistered',
    data: { stream, worker, details: details() },
  }));

/** An act that names a session but is at home elsewhere is noted at the session. */
const noting = (stream: StreamId, act: CountedAct | OpeningEvent['data']): Work | null => {
  const { session } = act;
  if (session === null || session === stream || !('counts' in act)) return null;
  return slices.gathering.work(session, (gathering) => ({
    type: 'NoteAttendance',
    data: {
      stream: gathering,
      actId: actIdOf(stream, act.act),
      worker: act.worker,
      headcount: act.headcount,
      facts: act,
    },
  }));
};

const withdrawing = (stream: StreamId, { act, session }: ActReversed['data']): Work | null =>
  session === null || session === stream
    ? null
    : slices.gathering.work(session, (gathering) => ({
        type: 'WithdrawAttendance',
        data: { stream: gathering, actId: actIdOf(stream, act) },
      }));

/** A reversed act gives its reference free, unless the same reference stands again already. */
const releasing = ({ stream, standing }: Acted, { office, reference }: ActReversed['data']): Work | null => {
  if (reference === null || standingAct(standing, { office, reference }) !== null) return null;
  return slices.reservation.work(referenceOf(office, reference), (reservation) => ({
    type: 'ReleaseReference',
    data: { stream: reservation, target: stream },
  }));
};

/** What follows in other streams from what happened to an act in its own. */
export const followingAct = (acted: Acted): readonly Work[] => {
  const works: (Work | null)[] = [];
  for (const event of acted.events) {
    if (isOneOf(openingEvents, event) || isOneOf(corrections, event))
      works.push(noting(acted.stream, event.data));
    else if (isOneOf(reversals, event)) {
      works.push(withdrawing(acted.stream, event.data), releasing(acted, event.data));
    }
  }
  return works.filter((work) => work !== null);
};
