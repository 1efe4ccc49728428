import type { EventLog, Position } from '@ledger/ledger/ports/event-log.js';
import type { DocumentStore } from '../ports/document-store.js';
import { latestOf, reachedIn } from '../kernel/checkpoint.js';
import { differenceOf, pairsOf, sharedDifferenceOf } from './document-differences.js';
import { batchMax } from '../kernel/projector.js';
import type { FoldingRunner } from '../kernel/view-runner.js';

/** The result of comparing a new build with the current one at one position. */
export type BuildComparison = Readonly<{
  position: Position;
  /** The number of documents in the current build. */
  documents: number;
  differences: number;
  /** The first differences between the new build and the current one, each with the key of its document. */
  named: readonly string[];
}>;

/** The maximum number of differences that are listed. */
const namedMax = 20;
/** The maximum number of differing documents that are compared again. A runner never changes that many in one batch. */
const againMax = 50_000;
/** The maximum number of times that differing documents are compared again while the current build moves on. */
const againTimes = 50;

export type Building = Readonly<{
  log: EventLog;
  /** The runner of the new build. No other process folds this build. */
  runner: FoldingRunner;
  store: DocumentStore;
  /**
   * The collection of the current build, and a function that opens its store: as a snapshot if the engine supports it.
   */
  current: string;
  freeze: () => Promise<DocumentStore>;
  /**
   * Whether both builds have the same version. If so, documents must be identical; otherwise only the fields that both
   * have must be equal.
   */
  sameVersion: boolean;
  progress: (ordinal: number, of: number) => void;
  /** Waits, so that the current build can move on. */
  pause: () => Promise<void>;
  signal: AbortSignal;
}>;

/** Folds a build exactly up to a position. Throws the signal's reason if it is aborted. */
const foldTo = async ({ log, runner, progress, signal }: Building, target: Position): Promise<void> => {
  const { ordinal: all } = await log.head();
  progress(runner.ordinal, all);
  while (runner.position < target && runner.stopped === null) {
    signal.throwIfAborted();
    const { events, reached, end } = await log.readAll(runner.position, batchMax);
    const upTo = reached < target ? reached : target;
    await runner.apply({ reached: upTo, events: events.filter(({ position }) => position <= upTo) });
    progress(runner.ordinal, all);
    if (end) return;
  }
};

/** The latest position of the documents and the checkpoint of a collection. */
const positionIn = async (store: DocumentStore, name: string, start: Position): Promise<Position> => {
  const checkpoint = await reachedIn(store, name, start);
  const { latest } = await store.sum(name, { where: {}, by: [], measures: [], bytes: null });
  return latestOf(checkpoint, [latest]);
};

type Differences = ReadonlyMap<string, string>;

/**
 * The differences that remain after the new build is folded up to the checkpoint of the current one. The others came
 * from a batch that was just being stored.
 */
const asked = async (
  building: Building,
  moving: DocumentStore,
  keys: readonly string[],
): Promise<Differences> => {
  const { log, store, runner, current, sameVersion } = building;
  const differ = sameVersion ? differenceOf : sharedDifferenceOf;
  const checkpoint = await reachedIn(moving, current, log.start);
  await foldTo(building, checkpoint);
  const kept = await moving.getMany(current, keys);
  const fresh = await store.getMany(runner.collection.name, keys);
  const found = new Map<string, string>();
  for (const key of keys) {
    const how = differ(kept.get(key), fresh.get(key));
    if (how !== null) found.set(key, how);
  }
  return found;
};

/**
 * Compares differing documents of a moving build again, until no difference comes from a batch that was just being
 * stored.
 */
const settled = async (
  building: Building,
  moving: DocumentStore,
  first: Differences,
): Promise<Differences> => {
  const { log, runner, current, pause, signal } = building;
  let found = first;
  for (let time = 0; time < againTimes && found.size > 0 && found.size <= againMax; time += 1) {
    signal.throwIfAborted();
    const before = await positionIn(moving, current, log.start);
    found = await asked(building, moving, [...found.keys()]);
    const after = await reachedIn(moving, current, log.start);
    // The build did not move before or during this comparison, so the remaining differences are real.
    if (before === after && runner.position === after) break;
    await pause();
  }
  return found;
};

const compare = async (building: Building, frozen: DocumentStore): Promise<BuildComparison> => {
  const { store, runner, current, sameVersion, signal } = building;
  const differ = sameVersion ? differenceOf : sharedDifferenceOf;
  const first = new Map<string, string>();
  let documents = 0;
  const fresh = { store, collection: runner.collection.name };
  for await (const pair of pairsOf({ store: frozen, collection: current }, fresh)) {
    if (pair.kept !== null) documents += 1;
    const how = differ(pair.kept, pair.fresh);
    if (how === null) continue;
    first.set(pair.key, how);
    if (first.size % namedMax === 0) signal.throwIfAborted();
  }
  const found = await settled(building, frozen, first);
  const named = [...found].slice(0, namedMax).map(([key, how]) => `${key}: ${how}`);
  return { position: runner.position, documents, differences: found.size, named };
};

/**
 * Folds a new build next to the current one, compares both at the same position, and then folds the new one up to the
 * end of the log. A build that was begun earlier continues at its checkpoint. A build that is ahead of the current one
 * is compared where it is.
 */
export const build = async (building: Building): Promise<BuildComparison> => {
  const { log, runner, current, freeze } = building;
  await runner.open();
  const far = await building.freeze();
  const near = await positionIn(far, current, log.start);
  await far.close();
  await foldTo(building, near);
  const frozen = await freeze();
  try {
    await foldTo(building, await positionIn(frozen, current, log.start));
    const comparison = await compare(building, frozen);
    await foldTo(building, (await log.head()).position);
    if (runner.stopped !== null) throw new Error(runner.stopped);
    return comparison;
  } finally {
    await frozen.close();
  }
};
