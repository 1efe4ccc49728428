import { setImmediate as others } from 'node:timers/promises';
import type { StreamId } from '@ledger/ledger/kernel/ids.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import type { Cells } from '../../sqlite/sqlite-database.js';
import { putInOrder, sidOf, type Rows, type Selects } from './embedded-log-rows.js';
import type { Writer } from './embedded-log-writer.js';

/** So many events of a long stream are read before others go first: each may be as large as an event can be. */
const rowsTogether = 64;

/** Reads streams, and tells the writer where they end. */
export class StreamReads {
  constructor(
    private readonly rows: Rows,
    private readonly selects: Selects,
    private readonly writer: Writer,
  ) {}

  /** The events of each stream, oldest first. Throws LogFault where one is missing or cannot be read. */
  async read(streams: readonly StreamId[]): Promise<ReadonlyMap<StreamId, readonly Recorded[]>> {
    const found = new Map<StreamId, Recorded[]>(streams.map((stream) => [stream, []]));
    const sids = new Map<StreamId, number>();
    const rows = this.rowsOf([...found.keys()]);
    const [only] = streams;
    if (only !== undefined && found.size === 1 && rows.length > rowsTogether) return this.long(only, rows);
    for (const row of rows) {
      const recorded = this.rows.recorded(row);
      const events = found.get(recorded.stream);
      if (events?.length === 0) sids.set(recorded.stream, sidOf(row));
      events?.push(recorded);
    }
    for (const [stream, events] of found) {
      putInOrder(stream, events);
      this.learn(stream, events, sids.get(stream) ?? 0);
    }
    return found;
  }

  /** Lets others go first now and then. Meanwhile the stream may grow, so that nothing is learnt of its end. */
  private async long(
    stream: StreamId,
    rows: readonly Cells[],
  ): Promise<ReadonlyMap<StreamId, readonly Recorded[]>> {
    const events: Recorded[] = [];
    for (const [index, row] of rows.entries()) {
      if (index % rowsTogether === 0) await others();
      events.push(this.rows.recorded(row));
    }
    putInOrder(stream, events);
    return new Map([[stream, events]]);
  }

  /** Notes where a stream ends. */
  private learn(stream: StreamId, events: readonly Recorded[], sid: number): void {
    const last = events.at(-1);
    this.writer.learn(stream, { sid, revision: last?.revision ?? -1, eventId: last?.id ?? null });
  }

  private rowsOf(streams: readonly StreamId[]): readonly Cells[] {
    const [only, ...others] = streams;
    if (only === undefined) return [];
    return others.length === 0
      ? this.selects.oneStream.all(only)
      : this.selects.manyStreams.all(JSON.stringify(streams));
  }
}
