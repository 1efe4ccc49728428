import type { Because } from '@ledger/ledger/kernel/refusals.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import type { Collection, DocumentStore } from '../ports/document-store.js';

/** How far a view has come, and why it stands still if it does. */
export type Checkpoint = Readonly<{
  view: string;
  /** How many of our events stand at or below the position: a citation that survives a move to another log. */
  ordinal: number;
  /**
   * The id of the event at the position, null at the start of the log: in a log that was put back to an older copy,
   * that event is not there any more. Missing where a version of the ledger has written it that did not note it.
   */
  last?: string | null;
  /** The event that the view cannot fold, in a sentence; null while it runs. */
  stopped: string | null;
  /** The facts of that sentence; missing while it runs. */
  halt?: Because;
  /** How many documents are incomplete; missing where none is. */
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

/** The builds that a view begins with share one collection for their checkpoints. */
const first = /_b1$/;

/**
 * Where the checkpoint of a collection is kept: a build that is folded beside another has a collection of its own for
 * it, so that everything of that build can lie together, and go together.
 */
export const checkpointsOf = (collection: string): Collection =>
  first.test(collection) ? checkpoints : { ...checkpoints, name: `${collection}_checkpoint` };

/** The checkpoint of a collection; null before its first. */
export const readCheckpoint = async (store: DocumentStore, collection: string): Promise<Reached | null> => {
  const kept = (await store.getMany<Checkpoint>(checkpointsOf(collection).name, [collection])).get(
    collection,
  );
  return kept?.doc == null ? null : { position: kept.position, checkpoint: kept.doc };
};

/** Where a collection stands: its checkpoint, or the start of the log before its first. */
export const reachedIn = async (
  store: DocumentStore,
  collection: string,
  start: Position,
): Promise<Position> => (await readCheckpoint(store, collection))?.position ?? start;

/**
 * The position that documents are of: the checkpoint, or later where a batch was put and the checkpoint not moved yet.
 * Whoever needs documents of exactly the checkpoint compares this with it.
 */
export const latestOf = (checkpoint: Position, documents: Iterable<Position | null>): Position => {
  let latest = checkpoint;
  for (const position of documents) if (position !== null && position > latest) latest = position;
  return latest;
};

/** Moves a checkpoint from one position to another; false where somebody else has moved it. */
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
