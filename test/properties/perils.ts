import type { Checkpoint } from '@ledger/projections/kernel/checkpoint.js';
import { checkpoints } from '@ledger/projections/kernel/checkpoint.js';
import type { EventLog, Position } from '@ledger/ledger/ports/event-log.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';

/** Simulates the crash of a process that folds views. Only what it has stored remains. */
export class Death extends Error {}

/** A crash at the n-th put, and how many of that put's documents are stored before: none, the first half, or all. */
export type End = Readonly<{ put: number; stores: 'nothing' | 'half' | 'everything' }>;

/** Waits until the test's scheduler lets this actor go on. Other actors may run first. */
export type Turn = (before: string) => Promise<unknown>;

export type Perils = Readonly<{ turn: Turn; end: End | null; note: (what: string) => void }>;

/**
 * A store that one runner uses: each read or put waits for its turn, and the runner crashes at the put that `end`
 * names.
 */
export const perilous = (store: DocumentStore, { turn, end, note }: Perils): DocumentStore => {
  let puts = 0;
  const put: DocumentStore['putMany'] = async (collection, docs) => {
    const refused = await store.putMany(collection, docs);
    if (refused.length > 0)
      note(collection === checkpoints.name ? 'a checkpoint was lost' : 'a put was lost');
    return refused;
  };
  return {
    declare: (collection) => store.declare(collection),
    getMany: async (collection, keys) => {
      await turn(`look in ${collection}`);
      return store.getMany(collection, keys);
    },
    putMany: async (collection, docs) => {
      await turn(`put in ${collection}`);
      puts += 1;
      if (end === null || puts !== end.put) return put(collection, docs);
      const shares = { nothing: 0, half: 0.5, everything: 1 };
      const stored = docs.slice(0, Math.ceil(docs.length * shares[end.stores]));
      if (stored.length > 0) await put(collection, stored);
      note(`died when it had stored ${end.stores}`);
      throw new Death();
    },
    find: (collection, query) => store.find(collection, query),
    sum: (collection, query) => store.sum(collection, query),
    drop: (collection) => store.drop(collection),
    close: () => store.close(),
  };
};

/** A log that returns pages of these sizes. The list of sizes is repeated. */
export const inBatches = (log: EventLog, sizes: readonly number[]): EventLog => {
  let next = 0;
  return {
    start: log.start,
    append: (chain) => log.append(chain),
    readStreams: (streams) => log.readStreams(streams),
    readAll: (after) => {
      const size = sizes[next % sizes.length] ?? 1;
      next += 1;
      return log.readAll(after, size);
    },
    idAt: (position) => log.idAt(position),
    head: () => log.head(),
    changed: (after, signal) => log.changed(after, signal),
    close: () => log.close(),
  };
};

export type Restored = Readonly<{ collection: string; position: Position; checkpoint: Checkpoint }>;

/**
 * Sets a view's checkpoint back to an earlier one, as after a restore from a copy. Returns false if the current
 * checkpoint is not later than that one, or if another runner changed it at the same time.
 */
export const putBack = async (
  store: DocumentStore,
  { collection, position, checkpoint }: Restored,
): Promise<boolean> => {
  const now = (await store.getMany<Checkpoint>(checkpoints.name, [collection])).get(collection);
  if (now === undefined || now.position <= position) return false;
  const put = { key: collection, position, was: now.position, doc: checkpoint };
  return (await store.putMany<Checkpoint>(checkpoints.name, [put])).length === 0;
};
