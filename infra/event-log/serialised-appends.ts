import type { Append, NewEvent, Origin } from '@ledger/ledger/ports/event-log.js';
import { eventBytesMax, LogFault } from '@ledger/ledger/ports/event-log.js';

/** An event as it is stored: data and origin as JSON texts. */
export type Row = Readonly<{ id: string; type: string; data: string; origin: string }>;
export type Prepared = Readonly<{ append: Append; rows: readonly Row[] }>;

/**
 * Serialises a chain of appends before it is queued. Throws LogFault STREAM_TWICE, EMPTY_APPEND or EVENT_TOO_LARGE if
 * the chain can never be written.
 */
export const prepareChain = (chain: readonly Append[]): readonly Prepared[] => {
  if (chain.length > 1 && new Set(chain.map(({ stream }) => stream)).size < chain.length) {
    throw new LogFault('STREAM_TWICE', 'a chain appends to a stream once at most');
  }
  const originOf = serialiser();
  return chain.map((append) => {
    if (append.events.length === 0)
      throw new LogFault('EMPTY_APPEND', `nothing to append to ${append.stream}`);
    return { append, rows: append.events.map((event) => rowOf(append, event, originOf)) };
  });
};

/** Serialises origins. The events of one command share one origin object: it is serialised once. */
const serialiser = (): ((origin: Origin) => string) => {
  let last: Origin | null = null;
  let json = '';
  return (origin) => {
    if (origin !== last) json = JSON.stringify(origin);
    last = origin;
    return json;
  };
};

const rowOf = (
  { stream }: Append,
  { id, event, origin }: NewEvent,
  originOf: (origin: Origin) => string,
): Row => {
  const row = { id, type: event.type, data: JSON.stringify(event.data), origin: originOf(origin) };
  // UTF-8 needs at most three bytes per UTF-16 unit. Most events are far below the limit: their bytes are not counted.
  if ((row.data.length + row.origin.length) * 3 <= eventBytesMax) return row;
  const size = Buffer.byteLength(row.data) + Buffer.byteLength(row.origin);
  if (size <= eventBytesMax) return row;
  throw new LogFault(
    'EVENT_TOO_LARGE',
    `an event ${event.type} of ${String(size)} bytes for ${stream}; the limit is ${String(eventBytesMax)}`,
  );
};
