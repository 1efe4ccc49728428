import { isOneOf, type DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import {
  readAllLimitMax,
  type EventLog,
  type Position,
  type Recorded,
} from '@ledger/ledger/ports/event-log.js';
import type { Document, DocumentStore, Stored } from '../ports/document-store.js';
import { foldInto, type Touch, type Working } from './fold-batch.js';
import {
  incompletesOf,
  markOfEvent,
  markOfKey,
  readMarks,
  type Incomplete,
  type Mark,
} from './incomplete-documents.js';
import type { Projection } from './projection.js';

/** What to fold anew: one document, or (key null) all that are incomplete. */
export type Repairing = Readonly<{ key: string | null; progress: (eventsRead: number) => void }>;

export type Repaired = Readonly<{
  /** How many documents were folded anew. */
  refolded: number;
  /** What is incomplete still: the code cannot fold it yet. */
  remaining: readonly Incomplete[];
}>;

type Patient<D extends Document, E extends DomainEvent> = Readonly<{
  log: EventLog;
  store: DocumentStore;
  projection: Projection<D, E>;
  collection: string;
  /** Where the view stands: later events are its runner's. */
  upTo: Position;
}>;

/** The events of the log up to where the view stands, batch by batch. */
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

/** Which documents an event changes; null where the view does not fold it, or where that still cannot be told. */
const touchOf = <D extends Document, E extends DomainEvent>(
  { types, keysOf }: Projection<D, E>,
  past: Recorded,
): Touch<E> | null => {
  const isOurs = (each: Recorded): each is Recorded<E> => isOneOf(types, each.event);
  if (past.unreadable !== undefined || !isOurs(past)) return null;
  try {
    return { past, keys: keysOf(past) };
  } catch {
    // Its mark stays: it is looked at by `placeable` before.
    return null;
  }
};

/** Whether the event of a mark tells by now whose it is: it is readable, and its keys can be named. */
const isPlaceable = <D extends Document, E extends DomainEvent>(
  projection: Projection<D, E>,
  past: Recorded,
): boolean => {
  if (past.unreadable !== undefined) {
    const { type } = past.unreadable;
    return type !== null && !Object.hasOwn(projection.types, type);
  }
  return !isOneOf(projection.types, past.event) || touchOf(projection, past) !== null;
};

/** The events without documents that can be placed by now, with the documents that they change. */
const placed = async <D extends Document, E extends DomainEvent>(
  patient: Patient<D, E>,
  marks: ReadonlyMap<string, Mark>,
): Promise<Readonly<{ names: readonly string[]; keys: readonly string[] }>> => {
  const names: string[] = [];
  const keys: string[] = [];
  if (![...marks.values()].some(({ doc }) => doc.key === null)) return { names, keys };
  for await (const events of batches(patient, () => undefined)) {
    for (const past of events) {
      const name = markOfEvent(past);
      if (!marks.has(name) || !isPlaceable(patient.projection, past)) continue;
      names.push(name);
      keys.push(...(touchOf(patient.projection, past)?.keys ?? []));
    }
  }
  return { names, keys };
};

type Bench<D> = Readonly<{ working: Map<string, Working<D>>; marks: Map<string, Mark> }>;

/** Folds these documents from nothing. */
const foldAnew = async <D extends Document, E extends DomainEvent>(
  patient: Patient<D, E>,
  keys: ReadonlySet<string>,
  progress: Repairing['progress'],
): Promise<Bench<D>> => {
  const working = new Map<string, Working<D>>();
  for (const key of keys) working.set(key, { was: 'none', position: 'none', doc: null });
  const bench = { working, marks: new Map<string, Mark>() };
  for await (const events of batches(patient, progress)) {
    const touches = events.flatMap((past) => {
      const touch = touchOf(patient.projection, past);
      return touch?.keys.some((key) => keys.has(key)) === true ? [touch] : [];
    });
    const fault = foldInto(patient.projection, bench, touches);
    if (fault !== null) throw fault.error;
  }
  return bench;
};

/** Puts the documents in the place of those that are stored; what is no document any more becomes a tombstone. */
const replace = async <D extends Document, E extends DomainEvent>(
  { store, collection }: Patient<D, E>,
  working: ReadonlyMap<string, Working<D>>,
): Promise<void> => {
  const found = await store.getMany<D>(collection, [...working.keys()]);
  const puts = [...working].flatMap(([key, { position, doc }]): Stored<D>[] => {
    const was = found.get(key)?.position ?? 'none';
    const now = position === 'none' ? was : position;
    return now === 'none' ? [] : [{ key, was, position: now, doc }];
  });
  const refused = puts.length === 0 ? [] : await store.putMany(collection, puts);
  if (refused.length > 0)
    throw new Error(`${collection} is being folded by another process; repair it again`);
};

/** Stores the marks that are left, and buries those that are over. */
const settle = async <D extends Document, E extends DomainEvent>(
  { store, collection }: Patient<D, E>,
  {
    old,
    fresh,
    over,
  }: Readonly<{
    old: ReadonlyMap<string, Mark>;
    fresh: ReadonlyMap<string, Mark>;
    over: readonly string[];
  }>,
): Promise<void> => {
  const { name } = incompletesOf(collection);
  const stored = await store.getMany<Incomplete>(name, [...fresh.keys()]);
  const puts: Stored<Incomplete>[] = [...fresh].map(([key, { position, doc }]) => ({
    key,
    was: stored.get(key)?.position ?? 'none',
    position,
    doc,
  }));
  const tombs = over.flatMap((key): Kept[] => {
    const mark = old.get(key);
    return mark === undefined || fresh.has(key)
      ? []
      : [{ key, was: mark.position, position: mark.position, doc: null }];
  });
  if (puts.length + tombs.length > 0) await store.putMany<Incomplete>(name, [...puts, ...tombs]);
};

type Kept = Stored<Incomplete>;

/**
 * Folds incomplete documents anew from the log, up to where the view stands, and takes their marks away where that
 * succeeds. Documents come before their marks: whoever dies in between has left a mark too many, never one too few.
 * Doing it again changes nothing.
 */
export const refoldKeys = async <D extends Document, E extends DomainEvent>(
  patient: Patient<D, E>,
  { key, progress }: Repairing,
): Promise<Repaired> => {
  const { store, collection } = patient;
  const old = await readMarks(store, collection);
  const now = key === null ? await placed(patient, old) : { names: [], keys: [key] };
  const marked = key === null ? [...old.values()].flatMap(({ doc }) => doc.key ?? []) : [];
  const keys = new Set([...now.keys, ...marked]);
  if (keys.size > 0) {
    const { working, marks: fresh } = await foldAnew(patient, keys, progress);
    await replace(patient, working);
    await settle(patient, { old, fresh, over: [...[...keys].map(markOfKey), ...now.names] });
  } else await settle(patient, { old, fresh: new Map(), over: now.names });
  const left = await readMarks(store, collection);
  return { refolded: keys.size, remaining: [...left.values()].map(({ doc }) => doc) };
};
