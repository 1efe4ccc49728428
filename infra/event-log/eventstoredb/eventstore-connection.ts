import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  FORWARDS,
  streamNameFilter,
  type AllStreamSubscription,
} from '@eventstore/db-client';
import { LogFault } from '@ledger/ledger/ports/event-log.js';
import { AppendCall, type Answer, type Sending } from './append-call.js';
import { eventStoreFailure, isNoPlace } from './eventstore-failures.js';
import { appendsAtOnceMax, limitOf, readsAtOnceMax, type Patience } from './eventstore-limits.js';
import { collect, type ServerEvent } from './resolved-events.js';

const clientFor = (url: string): EventStoreDBClient => {
  try {
    return EventStoreDBClient.connectionString(url);
  } catch (cause) {
    // The client library's own message repeats the URL with the password: it is not shown.
    throw new LogFault(
      'LOG_FAULT',
      'EVENTSTORE_URL is no connection string: it reads esdb://user:password@host:2113, or esdb+discover://… for a cluster',
      { cause },
    );
  }
};

/** The connection to one server or cluster: one client with one append call, for all ledgers of this process. */
export class EventStoreConnection {
  /** Number of failures of this connection. After each, the server may have restarted with another database. */
  troubles = 0;
  /** Checks that must pass before a new append call is used, one per open log. */
  readonly checks = new Set<() => Promise<void>>();
  private readonly client: EventStoreDBClient;
  private readonly appends: AppendCall;
  private readonly appending = limitOf(appendsAtOnceMax);
  private readonly reads = limitOf(readsAtOnceMax);

  constructor(
    url: string,
    readonly patience: Patience,
  ) {
    this.client = clientFor(url);
    this.appends = new AppendCall(this.client, patience.callMs, async () => {
      for (const check of this.checks) await check();
    });
  }

  append(stream: string, sending: Sending): Promise<Answer> {
    return this.appending(() => this.watched(() => this.appends.send(stream, sending)));
  }

  /** Reads events of a stream from a revision on; an unknown stream has none. Reads the leader: followers may lag. */
  async readStream(stream: string, from: number, most: number): Promise<readonly ServerEvent[]> {
    return this.ofStream(() =>
      this.client.readStream(stream, {
        fromRevision: BigInt(from),
        direction: FORWARDS,
        maxCount: most,
        requiresLeader: true,
      }),
    );
  }

  /**
   * Reads the first event of a stream; null if it has none. Does not wait until fewer than `readsAtOnceMax` reads run:
   * all appends wait for the check that needs this event.
   */
  async readFirst(stream: string): Promise<ServerEvent | null> {
    const options = { direction: FORWARDS, maxCount: 1, requiresLeader: true } as const;
    const read = (): Promise<readonly ServerEvent[]> =>
      this.watched(() => collect(this.client.readStream(stream, options), this.patience.callMs));
    const [first] = await this.orNothing(read);
    return first ?? null;
  }

  /** Reads the last event of a stream; null if it has none. */
  async readLast(stream: string): Promise<ServerEvent | null> {
    const found = await this.ofStream(() =>
      this.client.readStream(stream, {
        fromRevision: END,
        direction: BACKWARDS,
        maxCount: 1,
        requiresLeader: true,
      }),
    );
    return found[0] ?? null;
  }

  /** Reads events of all streams from a position on, including the event there. The server cannot filter this read. */
  async readAll(from: bigint, most: number): Promise<readonly ServerEvent[]> {
    const fromPosition = { commit: from, prepare: from };
    return this.reading(() =>
      this.client.readAll({ fromPosition, direction: FORWARDS, maxCount: most, requiresLeader: true }),
    );
  }

  /** Reads the event at a position; null if there is none. */
  readAt(commit: bigint): Promise<ServerEvent | null> {
    return this.at(commit, () => this.readAll(commit, 1));
  }

  /** Like `readAt`, but does not wait until fewer than `readsAtOnceMax` reads run (see `readFirst`). */
  readAtSoon(commit: bigint): Promise<ServerEvent | null> {
    const fromPosition = { commit, prepare: commit };
    const options = { fromPosition, direction: FORWARDS, maxCount: 1, requiresLeader: true } as const;
    return this.at(commit, () =>
      this.watched(() => collect(this.client.readAll(options), this.patience.callMs)),
    );
  }

  private async at(commit: bigint, read: () => Promise<readonly ServerEvent[]>): Promise<ServerEvent | null> {
    try {
      const [found] = await read();
      return found?.commit === commit ? found : null;
    } catch (error) {
      if (isNoPlace(error)) return null;
      throw error;
    }
  }

  /** Subscribes to all events that are appended from now on to streams with this prefix. */
  subscribe(prefix: string): AllStreamSubscription {
    return this.client.subscribeToAll({
      fromPosition: END,
      filter: streamNameFilter({ prefixes: [prefix] }),
    });
  }

  async close(): Promise<void> {
    this.appends.close();
    await this.client.dispose();
  }

  private ofStream(read: () => Parameters<typeof collect>[0]): Promise<readonly ServerEvent[]> {
    return this.orNothing(() => this.reading(read));
  }

  /** Runs a read; an unknown stream gives an empty result instead of an error. */
  private async orNothing(work: () => Promise<readonly ServerEvent[]>): Promise<readonly ServerEvent[]> {
    try {
      return await work();
    } catch (error) {
      if (eventStoreFailure(error).kind === 'absent') return [];
      throw error;
    }
  }

  private reading(read: () => Parameters<typeof collect>[0]): Promise<readonly ServerEvent[]> {
    return this.reads(() => this.watched(() => collect(read(), this.patience.callMs)));
  }

  /** Notes that the server may have another database now; the logs check it before their next read or append. */
  doubt(): void {
    this.troubles += 1;
  }

  private async watched<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const { kind } = eventStoreFailure(error);
      if (!isNoPlace(error) && (kind === 'unknown' || kind === 'not done')) this.doubt();
      throw error;
    }
  }
}
