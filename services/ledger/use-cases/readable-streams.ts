import type { StreamId } from '../kernel/ids.js';
import { LogFault, type EventLog, type Recorded } from '../ports/event-log.js';

type Streams = ReadonlyMap<StreamId, readonly Recorded[]>;

/** The streams; null where one of them holds an event that this version of the ledger cannot read. */
const readIfReadable = async (log: EventLog, streams: readonly StreamId[]): Promise<Streams | null> => {
  try {
    return await log.readStreams(streams);
  } catch (error) {
    if (error instanceof LogFault && error.code === 'UNREADABLE_EVENT') return null;
    throw error;
  }
};

/**
 * The streams without those that hold an event which this version of the ledger cannot read: one of them must not keep
 * a ledger from starting.
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
