import type { DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import {
  readAllLimitMax,
  type EventLog,
  type Position,
  type Recorded,
} from '@ledger/ledger/ports/event-log.js';
import type { Document, DocumentStore, DocumentPut } from '../ports/document-store.js';
import { foldInto, isStray, touchesOf, type Working } from './fold-batch.js';
import {
  incompletesOf,
  markOfEvent,
  markOfKey,
  readMarks,
  type Incomplete,
  type Mark,
} from './incomplete-documents.js';
import type { Projection } from './projection.js';

/** Which documents to fold again: the one with this key, or all incomplete ones if the key is null. */
export type Repairing = Readonly<{ key: string | null; progress: (eventsRead: number) => void }>;

export type Repaired = Readonly<{
  /** The number of documents that were folded again. */
  refolded: number;
  /** The documents that are still incomplete, because this version of the program cannot fold their events. */
  remaining: readonly Incomplete[];
}>;

type Patient<D extends Document, E extends DomainEvent> = Readonly<{
  log: EventLog;
  store: DocumentStore;
  projection: Projection<D, E>;
  collection: string;
  /** The position of the view. A repair folds no later events: the view's runner does that. */
  upTo: Position;
  /** Stores the checkpoint again, so that the view reports the current number of incomplete documents. */
  writeMarks: () => Promise<void>;
}>;

/** The events of the log up to the position of the view, in batches. */
const batches = async function* (
  { log, upTo }: Readonly<{ log: EventLog; upTo: Position }>,
  progress: Repairing['progress'],
): AsyncGenerator<readonly Recorded[]> {
  let read = 0;
  for (let after = log.start; after < upTo;) {
    const { events, reached, end } = await log.readAll(after, readAllLimitMax);
    yield events.filter(({ position }) => position <= upTo);
    read += events.length;
    progress(read);
    if (end) return;
    after = reached;
  }
};

/**
 * Events that were marked because their documents were unknown, and whose documents can be determined now. Returns the
 * names of the marks and the keys of the documents.
 */
const incompleteNow = async <D extends Document, E extends DomainEvent>(
  patient: Patient<D, E>,
  marks: ReadonlyMap<string, Mark>,
): Promise<Readonly<{ names: readonly string[]; keys: readonly string[] }>> => {
  const names: string[] = [];
  const keys: string[] = [];
  if (![...marks.values()].some(({ doc }) => doc.key === null)) return { names, keys };
  for await (const events of batches(patient, () => undefined)) {
    for (const past of events.filter((each) => marks.has(markOfEvent(each)))) {
      const touches = touchesOf(patient.projection, [past]);
      if (touches.some(isStray)) continue;
      names.push(markOfEvent(past));
      keys.push(...touches.flatMap((touch) => (isStray(touch) ? [] : touch.keys)));
    }
  }
  return { names, keys };
};

type Bench<D> = Readonly<{ working: Map<string, Working<D>>; marks: Map<string, Mark> }>;

/** Folds these documents from the start of the log. */
const foldAnew = async <D extends Document, E extends DomainEvent>(
  patient: Patient<D, E>,
  keys: ReadonlySet<string>,
  progress: Repairing['progress'],
): Promise<Bench<D>> => {
  const working = new Map<string, Working<D>>();
  for (const key of keys) working.set(key, { was: 'none', position: 'none', doc: null });
  const bench = { working, marks: new Map<string, Mark>() };
  if (keys.size === 0) return bench;
  for await (const events of batches(patient, progress)) {
    const touches = touchesOf(patient.projection, events).filter(
      (touch) => !isStray(touch) && touch.keys.some((key) => keys.has(key)),
    );
    const fault = foldInto(patient.projection, bench, touches);
    if (fault !== null) throw fault.error;
  }
  return bench;
};

const beingFolded = (collection: string): Error =>
  new Error(`${collection} is being folded by another process; repair it again`);

/** Replaces the stored documents. A document that the fold no longer yields becomes a tombstone. */
const replace = async <D extends Document, E extends DomainEvent>(
  { store, collection }: Patient<D, E>,
  working: ReadonlyMap<string, Working<D>>,
): Promise<void> => {
  const found = await store.getMany<D>(collection, [...working.keys()]);
  const puts = [...working].flatMap(([key, { position, doc }]): DocumentPut<D>[] => {
    const was = found.get(key)?.position ?? 'none';
    const now = position === 'none' ? was : position;
    return now === 'none' ? [] : [{ key, was, position: now, doc }];
  });
  const refused = puts.length === 0 ? [] : await store.putMany(collection, puts);
  if (refused.length > 0) throw beingFolded(collection);
};

/**
 * Replaces the stored marks with these names. (A mark records that a document is incomplete.) A null deletes the mark.
 */
const storeMarks = async <D extends Document, E extends DomainEvent>(
  { store, collection }: Patient<D, E>,
  marks: ReadonlyMap<string, Mark | null>,
): Promise<void> => {
  const { name } = incompletesOf(collection);
  const stored = await store.getMany<Incomplete>(name, [...marks.keys()]);
  const puts = [...marks].flatMap(([key, mark]): DocumentPut<Incomplete>[] => {
    const was = stored.get(key)?.position ?? 'none';
    if (mark !== null) return [{ key, was, position: mark.position, doc: mark.doc }];
    return was === 'none' ? [] : [{ key, was, position: was, doc: null }];
  });
  const refused = puts.length === 0 ? [] : await store.putMany<Incomplete>(name, puts);
  if (refused.length > 0) throw beingFolded(collection);
};

/**
 * Folds incomplete documents again from the log, up to the position of the view, and removes the marks of those that
 * succeed. New marks are stored before the documents, and old marks are removed after them. If the process dies in
 * between, a mark may be left over, but none is missing. Idempotent.
 */
export const refoldKeys = async <D extends Document, E extends DomainEvent>(
  patient: Patient<D, E>,
  { key, progress }: Repairing,
): Promise<Repaired> => {
  const { store, collection, writeMarks } = patient;
  const old = await readMarks(store, collection);
  const now = key === null ? await incompleteNow(patient, old) : { names: [], keys: [key] };
  const waiting = key === null ? [...old.values()].flatMap(({ doc }) => doc.key ?? []) : [];
  const keys = new Set([...now.keys, ...waiting]);
  const { working, marks: fresh } = await foldAnew(patient, keys, progress);
  if (fresh.size > 0) {
    await storeMarks(patient, fresh);
    await writeMarks();
  }
  await replace(patient, working);
  const names = [...now.names, ...[...keys].map(markOfKey)];
  const over = names.filter((name) => old.has(name) && !fresh.has(name));
  await storeMarks(patient, new Map(over.map((name) => [name, null])));
  const left = await readMarks(store, collection);
  return { refolded: keys.size, remaining: [...left.values()].map(({ doc }) => doc) };
};
