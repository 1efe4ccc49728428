import { setTimeout as pause } from 'node:timers/promises';
import {
  MongoBulkWriteError,
  MongoClient,
  MongoError,
  MongoNetworkError,
  MongoServerSelectionError,
  MongoWriteConcernError,
  type AnyBulkWriteOperation,
  type ClientSession,
  type Collection,
  type Db,
  type Document,
  type MongoClientOptions,
} from 'mongodb';
import { sentenceFor } from './mongodb-fault-sentences.js';

/** The server and database of a ledger's collections, with timeouts and number of tries. */
export type MongoPlace = Readonly<{
  url: string;
  database: string;
  /** Longest wait for a suitable node of the server, in milliseconds per try. */
  selectionMsMax?: number;
  /** Number of tries if work fails for a temporary reason, such as an election. */
  attemptsMax?: number;
}>;

/** Creates the error class that callers of the port expect, such as StoreFault. */
export type FaultOf = (sentence: string, cause: unknown) => Error;

const selectionMs = 3_000;
/** Number of tries. With the pauses between them, they take longer than an election. */
const attempts = 6;
const pauseMs = 100;

/**
 * Acknowledged writes must survive the loss of the primary, and data that was read must never be rolled back. Therefore
 * the write and read concern are `majority`, and only the primary is read.
 */
const optionsOf = ({ selectionMsMax = selectionMs }: MongoPlace): MongoClientOptions => ({
  appName: 'service-ledger',
  serverSelectionTimeoutMS: selectionMsMax,
  connectTimeoutMS: selectionMsMax,
  waitQueueTimeoutMS: 10_000,
  maxPoolSize: 20,
  maxIdleTimeMS: 60_000,
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: 10_000 },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
  retryWrites: true,
  retryReads: true,
});

/** Temporary errors: not primary, stepping down, shutting down, no majority in time. A retry soon helps. */
const passingCodes = new Set([6, 7, 64, 79, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

const isPassing = (error: unknown): boolean =>
  error instanceof MongoNetworkError ||
  error instanceof MongoServerSelectionError ||
  error instanceof MongoWriteConcernError ||
  (error instanceof MongoError && passingCodes.has(Number(error.code)));

/** The original error of a failed bulk write: the driver wraps errors that do not concern a single operation. */
const unwrapped = (error: unknown): unknown =>
  error instanceof MongoBulkWriteError && error.errorResponse instanceof Error ? error.errorResponse : error;

const duplicateKey = 11_000;

/**
 * Outcome of an unordered bulk write: the indexes of inserts whose `_id` existed, and the number of matched updates.
 */
export type WriteResult = Readonly<{ taken: readonly number[]; matched: number }>;

const writtenIn = (error: unknown): WriteResult => {
  if (!(error instanceof MongoBulkWriteError)) throw error;
  const failed = [error.writeErrors].flat();
  const hasNoConcern = error.result.getWriteConcernError() === undefined;
  // Only duplicate keys, confirmed by a majority, are a known outcome. In every other case it is unknown: throw.
  if (!hasNoConcern || failed.length === 0 || failed.some(({ code }) => code !== duplicateKey)) throw error;
  return { taken: failed.map(({ index }) => index), matched: error.matchedCount };
};

export class MongoConnection {
  /** Number of times the connection to the primary was lost, also if the driver has reconnected by itself. */
  troubles = 0;

  constructor(
    private readonly client: MongoClient,
    private readonly place: MongoPlace,
    private readonly faultOf: FaultOf,
  ) {
    client.on('serverDescriptionChanged', ({ previousDescription, newDescription }) => {
      if (previousDescription.isWritable && !newDescription.isWritable) this.troubles += 1;
    });
    // A pooled connection that broke while it was idle is noticed only at its next use.
    client.on('connectionClosed', ({ reason }) => {
      if (reason === 'error') this.troubles += 1;
    });
  }

  get db(): Db {
    return this.client.db(this.place.database);
  }

  private fault(error: unknown): Error {
    return this.faultOf(
      `the MongoDB at ${this.client.options.hosts.join(', ')}: ${sentenceFor(error)}`,
      error,
    );
  }

  /** Runs idempotent work and retries it after temporary errors. Throws the port's fault after the last try. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (thrown) {
        const error = unwrapped(thrown);
        // Not an error of the driver but a fault of this project, which has a clear message already.
        if (!(error instanceof MongoError)) throw error;
        const last = attempt >= (this.place.attemptsMax ?? attempts);
        if (last || !isPassing(error)) throw this.fault(error);
        await pause(pauseMs * attempt);
      }
    }
  }

  /** Runs a bulk write of independent operations, in any order. They must be idempotent, as they may be retried. */
  async write<D extends Document>(
    collection: Collection<D>,
    operations: readonly AnyBulkWriteOperation<D>[],
  ): Promise<WriteResult> {
    return this.run(async () => {
      try {
        const { matchedCount } = await collection.bulkWrite(operations, { ordered: false });
        return { taken: [], matched: matchedCount };
      } catch (error) {
        return writtenIn(error);
      }
    });
  }

  /** Runs reads that all see the same moment: the session uses the snapshot of its first read. */
  async snapshot<T>(reads: (session: ClientSession) => Promise<T>): Promise<T> {
    return this.run(async () => {
      const session = this.client.startSession({ snapshot: true });
      try {
        return await reads(session);
      } finally {
        await session.endSession();
      }
    });
  }

  /** Whether the server is a sharded cluster. */
  async isSharded(): Promise<boolean> {
    const hello = await this.run(() => this.db.admin().command({ hello: 1 }));
    return hello['msg'] === 'isdbgrid';
  }

  /**
   * Shards a collection by a hash of `_id`; does nothing if it is sharded already. With any other shard key, two shards
   * could hold the same `_id`, but compare-and-set, claims and keys need a unique `_id`.
   */
  async shard(collection: string): Promise<void> {
    const namespace = `${this.place.database}.${collection}`;
    await this.run(() =>
      this.client.db('admin').command({ shardCollection: namespace, key: { _id: 'hashed' } }),
    );
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  /** Connects with one try only, so that an operator who starts a ledger sees an error at once. */
  async greet(): Promise<void> {
    try {
      await this.client.connect();
      await this.db.command({ ping: 1 });
    } catch (error) {
      await this.client.close();
      throw this.fault(error);
    }
  }
}

/** Connects to a server and checks that it responds. Error messages never repeat the URL: it may contain a password. */
export const connect = async (place: MongoPlace, faultOf: FaultOf): Promise<MongoConnection> => {
  let client: MongoClient;
  try {
    client = new MongoClient(place.url, optionsOf(place));
  } catch (cause) {
    throw faultOf('MONGODB_URL is no address of a MongoDB: mongodb://host:port/?options is expected', cause);
  }
  const connection = new MongoConnection(client, place, faultOf);
  await connection.greet();
  return connection;
};
