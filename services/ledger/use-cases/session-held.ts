import type { CountedAct } from '@ledger/schema/events/values.js';
import { historyIn } from '../engine/histories.js';
import { heldSession } from '../gathering/gathering-decider.js';
import type { StreamId } from '../kernel/ids.js';
import type { EventLog } from '../ports/event-log.js';
import { boundDeciders } from './bound-deciders.js';

/** The kind, day and district of the session in this stream; null if the stream contains no session. */
export const sessionHeld = async (
  log: Pick<EventLog, 'readStreams'>,
  stream: StreamId,
): Promise<Pick<CountedAct, 'kind' | 'on' | 'district'> | null> =>
  heldSession(boundDeciders.gathering.stateOf(historyIn(await log.readStreams([stream]), stream)));
