import type { RefusalDetails } from '@ledger/ledger/kernel/refusals.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import type { Collection, DocumentStore } from '../ports/document-store.js';

/** The position up to which a view has folded the log, and the reason if it has stopped. */
export type Checkpoint = Readonly<{
  view: string;
  /**
   * The number of the ledger's events up to and including the position. Unlike a position, it stays valid if the log is
   * moved to another engine.
   */
  ordinal: number;
  /**
   * The id of the event at the position; null at the start of the log. If the log was restored from an older copy, the
   * log no longer contains this event. Missing if an earlier version of the ledger wrote the checkpoint without this
   * id.
   */
  last?: string | null;
  /** A sentence about the event that the view cannot fold; null while the view runs. */
  stopped: string | null;
  /** The facts of that sentence, so that it can be translated; missing while the view runs. */
  halt?: RefusalDetails;
  /** The number of incomplete documents; missing if there are none. */
  incomplete?: number;
}>;

export const checkpoints: Collection = {
  name: 'checkpoints',
  fields: {},
  indexes: {},
  measures: [],
  bytes: [],
};

export type Reached = Readonly<{ position: Position; checkpoint: Checkpoint }>;

/** The first builds of all views share one collection for their checkpoints. (A build is one folded copy of a view.) */
const first = /_b1$/;

/**
 * The collection that holds the checkpoint of a build. A later build has a checkpoint collection of its own, so that
 * everything of that build can be stored together and dropped together.
 */
export const checkpointsOf = (collection: string): Collection =>
  first.test(collection) ? checkpoints : { ...checkpoints, name: `${collection}_checkpoint` };

/** The checkpoint of a collection; null if none has been stored yet. */
export const readCheckpoint = async (store: DocumentStore, collection: string): Promise<Reached | null> => {
  const kept = (await store.getMany<Checkpoint>(checkpointsOf(collection).name, [collection])).get(
    collection,
  );
  return kept?.doc == null ? null : { position: kept.position, checkpoint: kept.doc };
};

/** The position up to which a collection is folded: that of its checkpoint, or the start of the log if it has none. */
export const reachedIn = async (
  store: DocumentStore,
  collection: string,
  start: Position,
): Promise<Position> => (await readCheckpoint(store, collection))?.position ?? start;

/**
 * The latest position among the checkpoint and these documents. Documents are stored before the checkpoint moves, so
 * they may be later than it. A caller that needs documents of exactly the checkpoint compares the result with it.
 */
export const latestOf = (checkpoint: Position, documents: Iterable<Position | null>): Position => {
  let latest = checkpoint;
  for (const position of documents) if (position !== null && position > latest) latest = position;
  return latest;
};

/** Moves a checkpoint from one position to another by compare-and-set; false if another process has moved it. */
export const moveCheckpoint = async (
  store: DocumentStore,
  collection: string,
  was: Position | 'none',
  { position, checkpoint }: Reached,
): Promise<boolean> => {
  const refused = await store.putMany<Checkpoint>(checkpointsOf(collection).name, [
    { key: collection, position, was, doc: checkpoint },
  ]);
  return refused.length === 0;
};
