import type { EventLog, Position } from '@ledger/ledger/ports/event-log.js';
import type { DocumentStore } from '../ports/document-store.js';
import { latestOf, reachedIn } from '../kernel/checkpoint.js';
import { differenceOf, pairsOf, sharedDifferenceOf } from './document-differences.js';
import { batchMax } from '../kernel/projector.js';
import type { FoldingRunner } from '../kernel/view-runner.js';

/** What comparing a new build with the current one has found, at one position. */
export type BuildComparison = Readonly<{
  position: Position;
  /** How many documents the current build has there. */
  documents: number;
  differences: number;
  /** The first of them, each with its key. */
  named: readonly string[];
}>;

/** How many differences are named. */
const namedMax = 20;
/** So many documents that differ are asked for again: more than a runner has on its way at a time. */
const againMax = 50_000;
/** How often they are asked for again where the current build moves on meanwhile. */
const againTimes = 50;

export type Building = Readonly<{
  log: EventLog;
  /** The new build; nobody else folds it meanwhile. */
  runner: FoldingRunner;
  store: DocumentStore;
  /** The collection of the current build, and the store it is read from: as it was at one moment, where that is possible. */
  current: string;
  freeze: () => Promise<DocumentStore>;
  /** Documents of the same version must be equal to the byte; of another, the fields that both have. */
  sameVersion: boolean;
  progress: (ordinal: number, of: number) => void;
  /** Gives the current build a moment to move on. */
  pause: () => Promise<void>;
  signal: AbortSignal;
}>;

/** Folds a build up to a position, and no further. Throws the signal's reason where it is aborted. */
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

/** The position that the documents of a collection are of. */
const positionIn = async (store: DocumentStore, name: string, start: Position): Promise<Position> => {
  const checkpoint = await reachedIn(store, name, start);
  const { latest } = await store.sum(name, { where: {}, by: [], measures: [], bytes: null });
  return latestOf(checkpoint, [latest]);
};

type Differences = ReadonlyMap<string, string>;

/** Those differences that stay once both builds stand at the current one's checkpoint; the others were on their way. */
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

/** Differences of a build that cannot be frozen: asked for again until none is a step on the way of a batch. */
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
    // Nothing was on its way, neither before nor since: what differs now does.
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
 * Folds a build beside the current one, compares both at one position, and folds on to the end of the log. A build
 * that was begun before goes on where it stood; one that is past the current one is compared where it stands.
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
