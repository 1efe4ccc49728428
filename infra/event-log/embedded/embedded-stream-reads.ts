import { setImmediate as others } from 'node:timers/promises';
import type { StreamId } from '@ledger/ledger/kernel/ids.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import type { Cells } from '../../sqlite/sqlite-database.js';
import { putInOrder, sidOf, type Rows, type Selects } from './embedded-log-rows.js';
import type { Writer } from './embedded-log-writer.js';

/** Events of a long stream that are parsed before other work may run: an event may have up to 64 KiB. */
const rowsTogether = 64;

/** Reads streams, and gives their ends to the writer's cache. */
export class StreamReads {
  constructor(
    private readonly rows: Rows,
    private readonly selects: Selects,
    private readonly writer: Writer,
  ) {}

  /** Reads the events of each stream, oldest first. Throws LogFault if an event is missing or damaged. */
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

  /**
   * Parses the rows of a long stream and pauses regularly, so that the event loop can run other work. The stream may
   * grow during a pause: its end is therefore not given to the writer.
   */
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

  /** Gives the end of a stream to the writer's cache. */
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
