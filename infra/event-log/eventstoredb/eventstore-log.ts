import { streamId, type StreamId } from '@ledger/ledger/kernel/ids.js';
import type { UniqueId } from '@ledger/ledger/kernel/unique-id.js';
import {
  LogFault,
  type Append,
  type Appended,
  type EventLog,
  type Head,
  type LogIds,
  type Origin,
  type Position,
  type ReadAll,
  type Recorded,
} from '@ledger/ledger/ports/event-log.js';
import { freshUniqueId } from '../../identifiers/fresh-unique-id.js';
import { prepareChain } from '../serialised-appends.js';
import { faultOf, mayPass } from './eventstore-failures.js';
import { repeating, usualPatience, type Patience } from './eventstore-limits.js';
import { isOurs } from './log-scanner.js';
import type { ServerEvent } from './resolved-events.js';
import { shareLog, type SharedLogOptions, type SharedLog } from './shared-log.js';

/** The EventStoreDB connection string, and the name of the ledger on that server. */
export type EventStoreSettings = Readonly<{ url: string; ledger: string; patience?: Partial<Patience> }>;

const openingOf = ({ url, ledger, patience }: EventStoreSettings): SharedLogOptions => ({
  url,
  ledger,
  patience: { ...usualPatience, ...patience },
});

const streamEventsMax = Number.MAX_SAFE_INTEGER;

/** An event log on an EventStoreDB server. */
export interface ServedLog extends EventLog {
  readonly ids: LogIds;
  /** Time of the last event (UTC); null if the log is empty. */
  lastRecordedAt(): Promise<string | null>;
  /** Makes the next read or append check first that the server still has the same log with its latest known event. */
  doubt(): void;
}

class EventStoreLog implements ServedLog {
  readonly start: Position;
  readonly ids: LogIds;
  private readonly closing = new AbortController();
  private readonly submitted = new Set<Promise<unknown>>();

  constructor(
    private readonly shared: SharedLog,
    private readonly release: () => Promise<void>,
  ) {
    this.start = shared.positions.start;
    this.ids = shared.ids;
  }

  async append(chain: readonly Append[]): Promise<readonly Appended[]> {
    this.checkOpen();
    const prepared = prepareChain(chain);
    if (prepared.length === 0) return [];
    const written = this.shared.appends.append(prepared);
    const done = written.catch(() => undefined).finally(() => this.submitted.delete(done));
    this.submitted.add(done);
    return written;
  }

  async readStreams(streams: readonly StreamId[]): Promise<ReadonlyMap<StreamId, readonly Recorded[]>> {
    const names = [...new Set(streams)];
    const found = await Promise.all(names.map((stream) => this.readOne(stream)));
    return new Map(names.map((stream, index) => [stream, found[index] ?? []]));
  }

  private async readOne(stream: StreamId): Promise<readonly Recorded[]> {
    const { connection, names } = this.shared;
    const name = names.of(stream);
    const stored = await this.reading(() => connection.readStream(name, 0, streamEventsMax));
    if (stored.some(({ revision }, index) => revision !== index)) {
      throw new LogFault('LOG_FAULT', `${stream} is not whole: somebody has deleted its first events`);
    }
    this.saw(stored.at(-1));
    return stored.map((each) => this.recorded(stream, each));
  }

  async idAt(position: Position): Promise<string | null> {
    const { connection, names, positions } = this.shared;
    const commit = BigInt(positions.numberOf(position));
    const found = await this.reading(() => connection.readAt(commit));
    if (found === null || !isOurs(names, found)) return null;
    this.saw(found);
    return found.id;
  }

  async readAll(after: Position, limit: number): Promise<ReadAll> {
    const from = BigInt(this.shared.positions.numberOf(after));
    const scanned = await this.reading(() => this.shared.scanner.after(from, limit));
    this.shared.counter.learn(from, scanned);
    this.saw(scanned.own.at(-1));
    const events = scanned.own.map((each) =>
      this.recorded(this.shared.names.ours(each.stream) ?? streamId(each.stream), each),
    );
    return { events, reached: events.at(-1)?.position ?? after, end: scanned.end };
  }

  async head(): Promise<Head> {
    const { commit, ordinal } = await this.reading(() => this.shared.counter.upToEnd());
    const position = ordinal === 0 ? this.start : this.shared.positions.of(Number(commit));
    return { position, ordinal };
  }

  async lastRecordedAt(): Promise<string | null> {
    const { commit, ordinal } = await this.reading(() => this.shared.counter.upToEnd());
    if (ordinal === 0) return null;
    const last = await this.reading(() => this.shared.connection.readAt(commit));
    if (last === null) return null;
    this.saw(last);
    return (last.origin as Origin).at;
  }

  doubt(): void {
    this.shared.connection.doubt();
  }

  async changed(after: Position, signal: AbortSignal): Promise<void> {
    const from = BigInt(this.shared.positions.numberOf(after));
    await this.shared.notifier.changed(from, AbortSignal.any([signal, this.closing.signal]));
  }

  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    while (this.submitted.size > 0) await Promise.all(this.submitted);
    await this.release();
  }

  private checkOpen(): void {
    if (this.closing.signal.aborted) throw new LogFault('LOG_FAULT', 'the log is closed');
  }

  private saw(last: ServerEvent | undefined): void {
    if (last !== undefined) this.shared.guard.saw(last);
  }

  /** Runs a read with retries. Before each try, checks that the server still has the same database. */
  private async reading<T>(work: () => Promise<T>): Promise<T> {
    this.checkOpen();
    const { connection, guard } = this.shared;
    try {
      return await repeating(connection.patience, mayPass, async () => {
        await guard.pass();
        return work();
      });
    } catch (error) {
      throw faultOf(error, 'the log cannot be read', 'LOG_AWAY');
    }
  }

  private recorded(stream: StreamId, { revision, commit, id, type, data, origin }: ServerEvent): Recorded {
    return {
      stream,
      revision,
      position: this.shared.positions.of(Number(commit)),
      id,
      // The type is asserted without a check: only `append` writes to streams with this ledger's prefix.
      event: { type, data: data as Recorded['event']['data'] },
      origin: origin as Origin,
    };
  }
}

/**
 * Opens a ledger's event log on an EventStoreDB server. In mode `write`, a missing log is created and belongs to the
 * vault with the given id. Throws LogFault with advice for the operator if the log cannot be opened; the code is NO_LOG
 * if a reader finds none.
 */
export const openEventStoreLog = async (
  settings: EventStoreSettings,
  mode: 'write' | 'read' = 'write',
  vault: UniqueId = freshUniqueId(),
): Promise<ServedLog> => {
  const how = mode === 'read' ? mode : { begunFor: vault };
  const { log, release } = await shareLog(openingOf(settings), how);
  return new EventStoreLog(log, release);
};

/** Opens the log for reading; null if the server has no log for a ledger of that name. */
export const findEventStoreLog = async (settings: EventStoreSettings): Promise<ServedLog | null> => {
  try {
    return await openEventStoreLog(settings, 'read');
  } catch (error) {
    if (error instanceof LogFault && error.code === 'NO_LOG') return null;
    throw error;
  }
};
