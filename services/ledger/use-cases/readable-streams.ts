import type { StreamId } from '../kernel/ids.js';
import { LogFault, type EventLog, type Recorded } from '../ports/event-log.js';

type Streams = ReadonlyMap<StreamId, readonly Recorded[]>;

/** Reads the streams; null if one of them contains an event that this version of the program cannot read. */
const readIfReadable = async (log: EventLog, streams: readonly StreamId[]): Promise<Streams | null> => {
  try {
    return await log.readStreams(streams);
  } catch (error) {
    if (error instanceof LogFault && error.code === 'UNREADABLE_EVENT') return null;
    throw error;
  }
};

/**
 * Reads the streams, without those that contain an event that this version of the program cannot read. Such an event
 * must not prevent the ledger from starting.
 */
export const readableStreams = async (log: EventLog, streams: readonly StreamId[]): Promise<Streams> => {
  const all = await readIfReadable(log, streams);
  if (all !== null) return all;
  const readable = new Map<StreamId, readonly Recorded[]>();
  for (const stream of streams) {
    const events = (await readIfReadable(log, [stream]))?.get(stream);
    if (events !== undefined) readable.set(stream, events);
  }
  return readable;
};
