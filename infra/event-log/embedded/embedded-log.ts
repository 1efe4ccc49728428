import type { StreamId } from '@ledger/ledger/kernel/ids.js';
import type { UniqueId } from '@ledger/ledger/kernel/unique-id.js';
import {
  LogFault,
  readAllLimitMax,
  type Append,
  type Appended,
  type EventLog,
  type Head,
  type LogIds,
  type Position,
  type ReadAll,
  type Recorded,
} from '@ledger/ledger/ports/event-log.js';
import {
  closeWritten,
  inTransaction,
  integer,
  text,
  type Cells,
  type Database,
} from '../../sqlite/sqlite-database.js';
import { freshUniqueId } from '../../identifiers/fresh-unique-id.js';
import { openFile } from '../../sqlite/file-format.js';
import { readable } from '../../sqlite/sqlite-faults.js';
import { LogNotifier } from './embedded-log-notifier.js';
import { faultOf } from './embedded-log-faults.js';
import { logFormat, logFormatWith, readMeta } from './embedded-log-format.js';
import { positionsOf, type Positions } from '../positions.js';
import { prepareChain, type Prepared } from '../serialised-appends.js';
import { Rows, selectsOf, type Selects } from './embedded-log-rows.js';
import { StreamReads } from './embedded-stream-reads.js';
import { Writer } from './embedded-log-writer.js';

/** A transaction takes no further chain of appends once it has this many events. Its chains share one flush to disk. */
const eventsPerCommitMax = 8_000;

type Waiting = Readonly<{
  chain: readonly Prepared[];
  resolve: (appended: readonly Appended[]) => void;
  reject: (error: unknown) => void;
}>;

/** The embedded event log. `notify` wakes all who wait in `changed` at once, without waiting for the next poll. */
export interface EmbeddedLog extends EventLog {
  readonly ids: LogIds;
  notify(): void;
  /** Time of the last event (UTC); null if the log is empty. */
  lastRecordedAt(): Promise<string | null>;
}

class SqliteLog implements EmbeddedLog {
  readonly start: Position;
  readonly ids: LogIds;
  private readonly positions: Positions;
  private readonly writer: Writer;
  private readonly rows: Rows;
  private readonly selects: Selects;
  private readonly streams: StreamReads;
  private readonly notifier = new LogNotifier(() => this.headNumber());
  private waiting: Waiting[] = [];
  private closed = false;

  constructor(
    private readonly db: Database,
    private readonly readOnly: boolean,
  ) {
    const { letters, ids } = readMeta(db);
    this.ids = ids;
    this.positions = positionsOf(letters);
    this.start = this.positions.start;
    this.writer = new Writer(db, this.positions);
    this.rows = new Rows(this.positions);
    this.selects = selectsOf(db);
    this.streams = new StreamReads(this.rows, this.selects, this.writer);
  }

  async append(chain: readonly Append[]): Promise<readonly Appended[]> {
    if (this.readOnly) throw new LogFault('LOG_FAULT', 'this log was opened for reading only');
    if (this.closed) throw new LogFault('LOG_FAULT', 'the log is closed');
    const prepared = prepareChain(chain);
    if (prepared.length === 0) return [];
    return new Promise((resolve, reject) => {
      this.waiting.push({ chain: prepared, resolve, reject });
      if (this.waiting.length === 1) this.schedule();
    });
  }

  private schedule(): void {
    setImmediate(() => {
      this.commit();
    });
  }

  /** Writes the queued chains in one transaction, so that concurrent appends share one flush to disk. */
  private commit(): void {
    const group = this.takeGroup();
    try {
      const results = inTransaction(this.db, 'BEGIN IMMEDIATE', () => {
        this.writer.begin();
        const written = group.map(({ chain }) => this.writer.write(chain));
        this.writer.flushAll();
        return written;
      });
      for (const [index, { resolve }] of group.entries()) resolve(results[index] ?? []);
    } catch (cause) {
      this.writer.forget();
      const fault = faultOf('nothing was written to the log', cause);
      for (const { reject } of group) reject(fault);
    }
    this.notify();
  }

  /** Takes the chains of the next transaction from the queue, and schedules another one if chains remain. */
  private takeGroup(): readonly Waiting[] {
    let count = 0;
    for (let events = 0; count < this.waiting.length && events < eventsPerCommitMax; count += 1) {
      for (const { rows } of this.waiting[count]?.chain ?? []) events += rows.length;
    }
    const group = this.waiting.slice(0, count);
    this.waiting = this.waiting.slice(count);
    if (this.waiting.length > 0) this.schedule();
    return group;
  }

  readStreams(streams: readonly StreamId[]): Promise<ReadonlyMap<StreamId, readonly Recorded[]>> {
    return this.streams.read(streams);
  }

  async idAt(position: Position): Promise<string | null> {
    const row = this.selects.idByPosition.get(this.positions.numberOf(position));
    return row === undefined ? null : text(row[0]);
  }

  async readAll(after: Position, limit: number): Promise<ReadAll> {
    const from = this.positions.numberOf(after);
    const most = Math.max(0, Math.min(limit, readAllLimitMax));
    const events = this.rowsBehind(from, most).map((row) => this.rows.recorded(row));
    return { events, reached: events.at(-1)?.position ?? after, end: events.length < most };
  }

  private rowsBehind(position: number, limit: number): readonly Cells[] {
    try {
      return this.selects.byPosition.all(position, limit);
    } catch (cause) {
      throw faultOf(`the log cannot be read behind ${this.positions.of(position)}`, cause);
    }
  }

  async head(): Promise<Head> {
    const ordinal = this.headNumber();
    return { position: this.positions.of(ordinal), ordinal };
  }

  async lastRecordedAt(): Promise<string | null> {
    const { events } = await this.readAll(this.positions.of(Math.max(0, this.headNumber() - 1)), 1);
    return events.at(-1)?.origin.at ?? null;
  }

  private headNumber(): number {
    return integer(this.selects.lastPosition.get()?.[0]);
  }

  async changed(after: Position, signal: AbortSignal): Promise<void> {
    const from = this.positions.numberOf(after);
    await this.notifier.changed(from, signal);
  }

  notify(): void {
    this.notifier.notify();
  }

  async close(): Promise<void> {
    while (this.waiting.length > 0) await new Promise((resolve) => setImmediate(resolve));
    if (this.closed) return;
    this.closed = true;
    this.notifier.close();
    if (this.readOnly) this.db.close();
    else closeWritten(this.db);
  }
}

/**
 * Opens the event log in a file. In mode `write`, a missing file is created and belongs to the vault with the given
 * id. Throws FileFault if the file is not an event log.
 */
export const openEmbeddedLog = (
  file: string,
  mode: 'write' | 'read',
  vault: UniqueId = freshUniqueId(),
): EmbeddedLog => {
  const readOnly = mode === 'read';
  const format = readOnly ? logFormat : logFormatWith({ log: freshUniqueId(), vault });
  const db = openFile({ file, readOnly }, format);
  try {
    return readable(file, () => new SqliteLog(db, readOnly));
  } catch (error) {
    db.close();
    throw error;
  }
};
