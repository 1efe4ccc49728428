import type { EventLog, Position } from '@ledger/ledger/ports/event-log.js';
import { readAllLimitMax } from '@ledger/ledger/ports/event-log.js';
import type { DocumentStore } from '../ports/document-store.js';
import { collections, runnersOf, type ViewName } from '../views.js';
import { readCheckpoint } from './checkpoint.js';
import { differenceOf, documentsOf, pairs } from './comparing.js';
import { readMarks, sentenceOf } from './incomplete.js';
import { viewNames } from './reading.js';

/** What comparing one view with a fresh fold has found. */
export type Verified = Readonly<{
  view: ViewName;
  documents: number;
  differences: number;
  /** The key of the first document that differs, and how; null where none does. */
  first: string | null;
  /** Why the view stands still; such a view is compared up to where it stands. */
  stopped: string | null;
  /** What of the view is incomplete, each in a sentence. */
  incomplete: readonly string[];
}>;

export type Verifying = Readonly<{
  log: EventLog;
  /** The views, as they were at one moment. */
  views: DocumentStore;
  /** An empty store to fold into. */
  scratch: DocumentStore;
  progress: (ordinal: number, of: number) => void;
}>;

const targetOf = ({ log, views }: Verifying, view: ViewName): Promise<Position> =>
  positionIn(views, collections[view].name, log.start);

/** The position that documents are of: their checkpoint, or later where a batch was put but not yet noted. */
export const positionIn = async (store: DocumentStore, name: string, start: Position): Promise<Position> => {
  const reached = (await readCheckpoint(store, name))?.position ?? start;
  const { latest } = await store.sum(name, { where: {}, by: [], measures: [], bytes: null });
  return latest !== null && latest > reached ? latest : reached;
};

/** Folds every view anew, each up to its own target. */
const refold = async (verifying: Verifying, targets: ReadonlyMap<string, Position>): Promise<void> => {
  const { log, scratch, progress } = verifying;
  const runners = runnersOf({ log, store: scratch });
  for (const runner of runners) await runner.open();
  const { ordinal: all } = await log.head();
  const last = [...targets.values()].reduce((a, b) => (a > b ? a : b), log.start);
  let read = 0;
  for (let after = log.start; after < last;) {
    const { events, reached, end } = await log.readAll(after, readAllLimitMax);
    for (const runner of runners) {
      const target = targets.get(runner.view) ?? log.start;
      const upTo = reached < target ? reached : target;
      await runner.apply({ reached: upTo, events: events.filter(({ position }) => position <= upTo) });
    }
    read += events.length;
    progress(read, all);
    if (end) break;
    after = reached;
  }
};

type Comparison = Pick<Verified, 'documents' | 'differences' | 'first'>;

const compare = async (
  views: DocumentStore,
  scratch: DocumentStore,
  collection: string,
): Promise<Comparison> => {
  let documents = 0;
  let differences = 0;
  let first: string | null = null;
  for await (const pair of pairs(documentsOf(views, collection), documentsOf(scratch, collection))) {
    if (pair.kept !== null) documents += 1;
    const difference = differenceOf(pair);
    if (difference === null) continue;
    differences += 1;
    first ??= `${pair.key}: ${difference}`;
  }
  return { documents, differences, first };
};

/** Folds every view anew and compares it with what is kept, document by document. */
export const verifyViews = async (verifying: Verifying): Promise<readonly Verified[]> => {
  const targets = new Map<string, Position>();
  for (const view of viewNames) targets.set(view, await targetOf(verifying, view));
  await refold(verifying, targets);
  const verified: Verified[] = [];
  for (const view of viewNames) {
    const { name } = collections[view];
    const stopped = (await readCheckpoint(verifying.views, name))?.checkpoint.stopped ?? null;
    const marks = [...(await readMarks(verifying.views, name)).values()];
    const incomplete = marks.map(({ doc }) => sentenceOf(view, doc));
    verified.push({
      view,
      ...(await compare(verifying.views, verifying.scratch, name)),
      stopped,
      incomplete,
    });
  }
  return verified;
};
