import type { EventLog, Position } from '@ledger/ledger/ports/event-log.js';
import { readAllLimitMax } from '@ledger/ledger/ports/event-log.js';
import {
  byKey,
  findLimitMax,
  type Document,
  type DocumentStore,
  type Found,
  type Scalar,
} from '../ports/document-store.js';
import { collections, runnersOf, type ViewName } from '../views.js';
import { readCheckpoint } from './checkpoint.js';
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

/** The position that a view's documents are of: its checkpoint, or later where a batch was put but not yet noted. */
const targetOf = async ({ log, views }: Verifying, view: ViewName): Promise<Position> => {
  const { name } = collections[view];
  const reached = (await readCheckpoint(views, name))?.position ?? log.start;
  const { latest } = await views.sum(name, { where: {}, by: [], measures: [], bytes: null });
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

/** A document as text that is the same for the same content, its bytes included. */
const printOf = ({ position, doc }: Found<Document>): string =>
  JSON.stringify(
    [position, Object.entries(doc).sort(([a], [b]) => (a < b ? -1 : 1))],
    (_key, value: unknown) => (value instanceof Uint8Array ? Array.from(value) : value),
  );

/** The documents of a collection in the order of their keys, page by page. */
const documentsOf = async function* (
  store: DocumentStore,
  collection: string,
): AsyncGenerator<Found<Document>, undefined> {
  let after: readonly Scalar[] | null = null;
  for (;;) {
    const page: Awaited<ReturnType<DocumentStore['find']>> = await store.find(collection, {
      index: byKey,
      where: {},
      direction: 'ascending',
      after,
      limit: findLimitMax,
    });
    yield* page.items;
    after = page.items.at(-1)?.cursor ?? null;
    if (!page.more || after === null) return undefined;
  }
};

/** Documents of the same key, one of each side; null where a side has none. */
type Pair = Readonly<{ key: string; kept: Found<Document> | null; fresh: Found<Document> | null }>;

/** Which side comes first: below zero the kept one, above the fresh one, zero both. */
const orderOf = (kept: Found<Document> | null, fresh: Found<Document> | null): number => {
  if (kept === null || fresh === null) return kept === null ? 1 : -1;
  if (kept.key === fresh.key) return 0;
  return kept.key < fresh.key ? -1 : 1;
};

const nextOf = async (
  documents: AsyncIterator<Found<Document>, undefined>,
): Promise<Found<Document> | null> => (await documents.next()).value ?? null;

/** Walks two collections side by side, both in the order of keys. */
const pairs = async function* (
  keptDocuments: AsyncIterator<Found<Document>, undefined>,
  freshDocuments: AsyncIterator<Found<Document>, undefined>,
): AsyncGenerator<Pair> {
  let kept = await nextOf(keptDocuments);
  let fresh = await nextOf(freshDocuments);
  while (kept !== null || fresh !== null) {
    const order = orderOf(kept, fresh);
    const key = (order > 0 ? fresh : kept)?.key ?? '';
    yield { key, kept: order > 0 ? null : kept, fresh: order < 0 ? null : fresh };
    if (order <= 0) kept = await nextOf(keptDocuments);
    if (order >= 0) fresh = await nextOf(freshDocuments);
  }
};

/** How a pair differs, in words; null where it does not. */
const differenceOf = ({ kept, fresh }: Pair): string | null => {
  if (kept === null) return 'missing, but a fresh fold has it';
  if (fresh === null) return 'there, but a fresh fold has no such document';
  return printOf(kept) === printOf(fresh) ? null : 'other content than in a fresh fold';
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
