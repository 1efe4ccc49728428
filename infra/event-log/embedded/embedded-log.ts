import { messageOf } from '@ledger/ledger/kernel/errors.js';
import { streamId, type StreamId } from '@ledger/ledger/kernel/ids.js';
import {
  LogFault,
  readAllLimitMax,
  type Append,
  type Appended,
  type EventLog,
  type Head,
  type Origin,
  type Position,
  type ReadAll,
  type Recorded,
} from '@ledger/ledger/ports/event-log.js';
import {
  inTransaction,
  integer,
  text,
  type Cells,
  type Database,
  type Statement,
} from '../../sqlite/database.js';
import { openFile } from '../../sqlite/file-format.js';
import { faultOf, missing } from './faults.js';
import { logFormat } from './format.js';
import { positionsOf, type Positions } from '../positions.js';
import { prepareChain, type Prepared } from '../preparing.js';
import { Writer } from './writing.js';

/** How many events share one transaction, and with it one flush to disk. */
const eventsPerCommitMax = 8_000;
/** How often another process's appends are looked for. */
const pollMs = 20;

type Waiting = Readonly<{
  chain: readonly Prepared[];
  resolve: (appended: readonly Appended[]) => void;
  reject: (error: unknown) => void;
}>;

/** The embedded log, with the bell rope: `ring` wakes whoever waits for a change, ahead of the poll. */
export interface EmbeddedLog extends EventLog {
  ring(): void;
  /** When the last event was recorded (UTC); null where there is none. */
  lastRecordedAt(): Promise<string | null>;
}

class SqliteLog implements EmbeddedLog {
  readonly start: Position;
  private readonly positions: Positions;
  private readonly writer: Writer;
  private readonly byStream: Statement;
  private readonly byPosition: Statement;
  private readonly lastPosition: Statement;
  private readonly bells = new Set<() => void>();
  private waiting: Waiting[] = [];
  private closed = false;

  constructor(
    private readonly db: Database,
    private readonly readOnly: boolean,
  ) {
    this.positions = positionsOf(text(db.prepare("SELECT value FROM meta WHERE key = 'id'").get()?.[0]));
    this.start = this.positions.start;
    this.writer = new Writer(db, this.positions);
    const columns = 'e.pos, e.rev, e.eid, e.type, e.data, e.origin, s.name, s.sid';
    this.byStream = db.prepare(
      `SELECT ${columns} FROM json_each(?) j JOIN streams s ON s.name = j.value JOIN events e ON e.sid = s.sid
       ORDER BY e.sid, e.rev`,
    );
    this.byPosition = db.prepare(
      `SELECT ${columns} FROM events e JOIN streams s ON s.sid = e.sid WHERE e.pos > ? ORDER BY e.pos LIMIT ?`,
    );
    this.lastPosition = db.prepare('SELECT coalesce(max(pos), 0) FROM events');
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

  /** Writes what waits, as one transaction: concurrent appenders share its flush to disk. */
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
    this.ring();
  }

  /** The chains of the next transaction; what is left over gets one of its own. */
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

  async readStreams(streams: readonly StreamId[]): Promise<ReadonlyMap<StreamId, readonly Recorded[]>> {
    const found = new Map<StreamId, Recorded[]>();
    for (const stream of streams) {
      found.set(stream, []);
      this.writer.learn(stream, { sid: 0, revision: -1 });
    }
    for (const row of this.byStream.all(JSON.stringify([...found.keys()]))) {
      const recorded = this.recorded(row);
      const before = found.get(recorded.stream);
      if (before?.length !== recorded.revision) throw missing(recorded.stream, before?.length ?? 0);
      before.push(recorded);
      this.writer.learn(recorded.stream, { sid: integer(row.at(-1)), revision: recorded.revision });
    }
    return found;
  }

  async readAll(after: Position, limit: number): Promise<ReadAll> {
    const from = this.positions.numberOf(after);
    const most = Math.max(0, Math.min(limit, readAllLimitMax));
    const events = this.rowsBehind(from, most).map((row) => this.recorded(row));
    return { events, reached: events.at(-1)?.position ?? after, end: events.length < most };
  }

  private rowsBehind(position: number, limit: number): readonly Cells[] {
    try {
      return this.byPosition.all(position, limit);
    } catch (cause) {
      throw faultOf(`the log cannot be read behind ${this.positions.of(position)}`, cause);
    }
  }

  async head(): Promise<Head> {
    const number = this.headNumber();
    return { position: this.positions.of(number), ordinal: number };
  }

  async lastRecordedAt(): Promise<string | null> {
    const { events } = await this.readAll(this.positions.of(Math.max(0, this.headNumber() - 1)), 1);
    return events.at(-1)?.origin.at ?? null;
  }

  private headNumber(): number {
    return integer(this.lastPosition.get()?.[0]);
  }

  async changed(after: Position, signal: AbortSignal): Promise<void> {
    const from = this.positions.numberOf(after);
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearInterval(poll);
        this.bells.delete(look);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const look = (): void => {
        if (this.closed || signal.aborted || this.headNumber() > from) done();
      };
      const poll = setInterval(look, pollMs);
      this.bells.add(look);
      signal.addEventListener('abort', done);
      look();
    });
  }

  ring(): void {
    for (const look of [...this.bells]) look();
  }

  async close(): Promise<void> {
    while (this.waiting.length > 0) await new Promise((resolve) => setImmediate(resolve));
    if (this.closed) return;
    this.closed = true;
    this.ring();
    this.db.close();
  }

  private recorded(row: Cells): Recorded {
    try {
      return this.eventOf(row);
    } catch (cause) {
      const why = messageOf(cause);
      throw new LogFault(
        'LOG_FAULT',
        `the event at row ${String(row[0])} of the log cannot be read (${why})`,
        {
          cause,
        },
      );
    }
  }

  private eventOf([position, revision, id, type, data, origin, stream]: Cells): Recorded {
    return {
      stream: streamId(text(stream)),
      revision: integer(revision),
      position: this.positions.of(integer(position)),
      id: text(id),
      // What lies in the file was written by `append` and by nothing else.
      event: { type: text(type), data: JSON.parse(text(data)) as Recorded['event']['data'] },
      origin: JSON.parse(text(origin)) as Origin,
    };
  }
}

/** Opens the log in a file; a writer makes it where it is missing. Throws FileFault where the file is no log. */
export const openEmbeddedLog = (file: string, mode: 'write' | 'read'): EmbeddedLog => {
  const readOnly = mode === 'read';
  return new SqliteLog(openFile({ file, readOnly }, logFormat), readOnly);
};
