import type { EventLog, Position } from '@ledger/ledger/ports/event-log.js';
import type { DocumentStore } from '../ports/document-store.js';
import { differenceOf, documentsOf, pairs, sharedDifferenceOf } from './comparing.js';
import { batchMax } from './projector.js';
import { positionIn } from './verifying.js';
import type { FoldingRunner } from './view-runner.js';

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

const compare = async (
  { store, runner, current, sameVersion, signal }: Building,
  frozen: DocumentStore,
): Promise<BuildComparison> => {
  const differ = sameVersion ? differenceOf : sharedDifferenceOf;
  const named: string[] = [];
  let documents = 0;
  let differences = 0;
  const fresh = documentsOf(store, runner.collection.name);
  for await (const pair of pairs(documentsOf(frozen, current), fresh)) {
    if (pair.kept !== null) documents += 1;
    const difference = differ(pair);
    if (difference === null) continue;
    differences += 1;
    if (named.length < namedMax) named.push(`${pair.key}: ${difference}`);
    if (differences % namedMax === 0) signal.throwIfAborted();
  }
  return { position: runner.position, documents, differences, named };
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
