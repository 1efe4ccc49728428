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

/** Where a ledger's collections are, and how patient it is with the server. */
export type MongoPlace = Readonly<{
  url: string;
  database: string;
  /** How long a node that can take the work is waited for, each time. */
  selectionMsMax?: number;
  /** How often work is begun that fails for reasons that pass, such as a new election. */
  attemptsMax?: number;
}>;

/** Makes the fault that a port's callers know. */
export type FaultOf = (sentence: string, cause: unknown) => Error;

const selectionMs = 3_000;
/** With the pauses between them, longer than an election takes. */
const attempts = 6;
const pauseMs = 100;

/**
 * What is acknowledged must survive the loss of a primary, and what is read must never be rolled back: hence majority,
 * both ways, and the primary alone.
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

/** Not primary, stepping down, shutting down, no majority in time: another node, or the same one, will do it soon. */
const passingCodes = new Set([6, 7, 64, 79, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

const isPassing = (error: unknown): boolean =>
  error instanceof MongoNetworkError ||
  error instanceof MongoServerSelectionError ||
  error instanceof MongoWriteConcernError ||
  (error instanceof MongoError && passingCodes.has(Number(error.code)));

/** What a bulk write failed with: the driver wraps what was no answer to a single operation. */
const unwrapped = (error: unknown): unknown =>
  error instanceof MongoBulkWriteError && error.errorResponse instanceof Error ? error.errorResponse : error;

const duplicateKey = 11_000;

/** The outcome of writes of which each stands alone: which inserts found their `_id` taken, how many updates matched. */
export type Written = Readonly<{ taken: readonly number[]; matched: number }>;

const writtenIn = (error: unknown): Written => {
  if (!(error instanceof MongoBulkWriteError)) throw error;
  const failed = [error.writeErrors].flat();
  const told = error.result.getWriteConcernError() === undefined;
  // Whatever else failed, and what a majority did not confirm, is as good as unanswered.
  if (!told || failed.length === 0 || failed.some(({ code }) => code !== duplicateKey)) throw error;
  return { taken: failed.map(({ index }) => index), matched: error.matchedCount };
};

export class Connection {
  /** How often the node that takes the writes was lost, also where the driver has found it again by itself. */
  troubles = 0;

  constructor(
    private readonly client: MongoClient,
    private readonly place: MongoPlace,
    private readonly faultOf: FaultOf,
  ) {
    client.on('serverDescriptionChanged', ({ previousDescription, newDescription }) => {
      if (previousDescription.isWritable && !newDescription.isWritable) this.troubles += 1;
    });
    // What is noticed when a kept connection is to be used again.
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

  /** Does work that can be repeated without harm, again where it failed for a reason that passes. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (thrown) {
        const error = unwrapped(thrown);
        // Nothing of the driver: a fault of our own, which says already what it is.
        if (!(error instanceof MongoError)) throw error;
        const last = attempt >= (this.place.attemptsMax ?? attempts);
        if (last || !isPassing(error)) throw this.fault(error);
        await pause(pauseMs * attempt);
      }
    }
  }

  /** Writes that may be repeated, in any order, each by itself. */
  async write<D extends Document>(
    collection: Collection<D>,
    operations: readonly AnyBulkWriteOperation<D>[],
  ): Promise<Written> {
    return this.run(async () => {
      try {
        const { matchedCount } = await collection.bulkWrite(operations, { ordered: false });
        return { taken: [], matched: matchedCount };
      } catch (error) {
        return writtenIn(error);
      }
    });
  }

  /** Reads that all see one moment: the session asks for the snapshot of its first one. */
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

  /** Whether other machines hold parts of the collections. */
  async isSharded(): Promise<boolean> {
    const hello = await this.run(() => this.db.admin().command({ hello: 1 }));
    return hello['msg'] === 'isdbgrid';
  }

  /**
   * Spreads a collection over the shards by a hash of `_id`; where it is already, nothing happens. Any other shard key
   * would allow the same `_id` on two shards, and compare-and-set, claims and keys rest on there being one.
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

  /** One attempt only: whoever starts a ledger is told at once what is wrong. */
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

/** A connection that has been answered. The address may hold a password: no sentence repeats it. */
export const connect = async (place: MongoPlace, faultOf: FaultOf): Promise<Connection> => {
  let client: MongoClient;
  try {
    client = new MongoClient(place.url, optionsOf(place));
  } catch (cause) {
    throw faultOf('MONGODB_URL is no address of a MongoDB: mongodb://host:port/?options is expected', cause);
  }
  const connection = new Connection(client, place, faultOf);
  await connection.greet();
  return connection;
};
