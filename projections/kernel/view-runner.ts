import type { DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import type { EventLog, Position, Recorded } from '@ledger/ledger/ports/event-log.js';
import { LRUCache } from 'lru-cache';
import type { Collection, Document, DocumentStore } from '../ports/document-store.js';
import { checkpointsOf, moveCheckpoint, readCheckpoint } from './checkpoint.js';
import {
  foldInto,
  keysIn,
  putsOf,
  standstill,
  touchesOf,
  type Stray,
  type Touch,
  type Working,
} from './fold-batch.js';
import { incompletesOf } from './incomplete-documents.js';
import { Marks } from './incomplete-marks.js';
import { collectionOf, type Projection } from './projection.js';
import type { Standstill } from './view-problems.js';
import { checkPast, pastOf } from './view-past.js';
import { refoldKeys, type Repaired, type Repairing } from './document-repair.js';

/** A batch of events from the log, up to `reached`. It begins at or before the position of every view that folds it. */
export type Batch = Readonly<{ reached: Position; events: readonly Recorded[] }>;

/** The maximum number of documents in the cache of a view. The next batch often changes the same documents. */
export const cacheMax = 20_000;
/** The maximum number of retries for documents that another runner has changed first. */
const refoldsMax = 100;

/** Brings one view up to date. Several processes may run the same view, because each put is compare-and-set. */
export interface ViewRunner {
  readonly view: string;
  readonly position: Position;
  readonly ordinal: number;
  /** Why the view has stopped; null while it runs. */
  readonly stopped: string | null;
  /** The number of incomplete documents. */
  readonly incomplete: number;
  /**
   * Declares the collections and loads the checkpoint. Throws LogFault FOREIGN_POSITION if the checkpoint belongs to
   * another log, and StoreFault ANOTHER_PAST if the log does not contain the event at the checkpoint.
   */
  open(): Promise<void>;
  /**
   * Folds a batch. If an event cannot be folded into a document, that document is marked as incomplete and the others
   * continue. If too many documents are incomplete, the view stops before the event.
   */
  apply(batch: Batch): Promise<void>;
}

/** A runner that can also fold single documents again. */
export interface FoldingRunner extends ViewRunner {
  /** The collection of the build that this runner folds. */
  readonly collection: Collection;
  /**
   * Folds documents again from the log, up to the position of the view: all incomplete ones, or the one with the given
   * key.
   */
  repair(repairing: Repairing): Promise<Repaired>;
}

type Known<D> = Readonly<{ position: Position | 'none'; doc: D | null }>;

const absent = { position: 'none', doc: null } as const;

type Ports = Readonly<{ log: EventLog; store: DocumentStore }>;

class FoldingView<D extends Document, E extends DomainEvent> implements FoldingRunner {
  readonly view: string;
  position: Position;
  ordinal = 0;
  private halt: Standstill = { stopped: null };
  readonly collection: Collection;
  private readonly cache = new LRUCache<string, Known<D>>({ max: cacheMax });
  private readonly marks: Marks;
  private readonly store: DocumentStore;
  private stored: Position | 'none' = 'none';
  private last: string | null = null;

  constructor(
    private readonly projection: Projection<D, E>,
    build: number,
    private readonly ports: Ports,
  ) {
    this.view = projection.name;
    this.collection = collectionOf(projection, build);
    this.store = ports.store;
    this.marks = new Marks(ports.store, this.collection.name);
    this.position = ports.log.start;
  }

  get stopped(): string | null {
    return this.halt.stopped;
  }

  get incomplete(): number {
    return this.marks.all.size;
  }

  async open(): Promise<void> {
    await this.store.declare(checkpointsOf(this.collection.name));
    await this.store.declare(incompletesOf(this.collection.name));
    await this.store.declare(this.collection);
    const { name } = this.collection;
    checkPast(this.view, await pastOf(this.ports.log, await readCheckpoint(this.store, name)));
    await this.adopt();
  }

  async apply({ reached, events }: Batch): Promise<void> {
    if (this.stopped !== null || reached <= this.position) return;
    const ours = events.filter((past) => past.position > this.position);
    const touches = touchesOf(this.projection, ours);
    const [keys, opened] = keysIn(this.projection, touches);
    const working = await this.load(keys, opened);
    const fault = foldInto(this.projection, { working, marks: this.marks.all }, touches);
    const before = (past: Recorded): boolean => fault === null || past.position < fault.past.position;
    await this.refold(
      touches.filter(({ past }) => before(past)),
      await this.put(working, opened),
    );
    if (fault === null) {
      await this.checkpoint(reached, ours);
      return;
    }
    this.halt = standstill(this.view, fault);
    const folded = ours.filter(before);
    await this.checkpoint(folded.at(-1)?.position ?? this.position, folded);
  }

  async repair(repairing: Repairing): Promise<Repaired> {
    const { projection, ports, position, collection } = this;
    const writeMarks = async (): Promise<void> => {
      this.cache.clear();
      await this.marks.read();
      await this.checkpoint(position, []);
    };
    const patient = { ...ports, projection, collection: collection.name, upTo: position, writeMarks };
    const repaired = await refoldKeys(patient, repairing);
    this.halt = { stopped: null };
    await writeMarks();
    return repaired;
  }

  /**
   * Loads the stored checkpoint and the marks of incomplete documents. Clears the cache, because another runner may
   * have changed documents.
   */
  private async adopt(): Promise<void> {
    this.cache.clear();
    await this.marks.read();
    const found = await readCheckpoint(this.store, this.collection.name);
    if (found === null) return;
    this.position = found.position;
    this.stored = found.position;
    this.ordinal = found.checkpoint.ordinal;
    this.last = found.checkpoint.last ?? null;
  }

  /** The documents of these keys, from the cache or from the store. */
  private async load(
    keys: ReadonlySet<string>,
    opened: ReadonlySet<string>,
  ): Promise<Map<string, Working<D>>> {
    const working = new Map<string, Working<D>>();
    const missing: string[] = [];
    for (const key of keys) {
      const known = this.cache.get(key) ?? (opened.has(key) ? absent : undefined);
      if (known === undefined) missing.push(key);
      else working.set(key, { was: known.position, position: known.position, doc: known.doc });
    }
    if (missing.length === 0) return working;
    const found = await this.store.getMany<D>(this.collection.name, missing);
    for (const key of missing) {
      const { position, doc } = found.get(key) ?? absent;
      working.set(key, { was: position, position, doc });
    }
    return working;
  }

  /** Stores the changed documents and marks. Returns the keys that another runner has changed meanwhile. */
  private async put(
    working: ReadonlyMap<string, Working<D>>,
    opened: ReadonlySet<string>,
  ): Promise<readonly string[]> {
    const puts = putsOf(working);
    const refused = puts.length === 0 ? [] : await this.store.putMany(this.collection.name, puts);
    for (const [key, { position, doc }] of working) {
      // New documents are seldom changed again soon. Caching them would evict documents that are.
      if (opened.has(key)) this.cache.delete(key);
      else this.cache.set(key, { position, doc });
    }
    for (const key of refused) this.cache.delete(key);
    return [...refused, ...(await this.marks.put())];
  }

  /**
   * Repeats the fold for documents that another runner has changed first (compare-and-set failed). Events that the
   * stored documents contain already are skipped.
   */
  private async refold(touches: readonly (Touch<E> | Stray)[], refused: readonly string[]): Promise<void> {
    let again: ReadonlySet<string> = new Set(refused);
    for (let turn = 1; again.size > 0; turn += 1) {
      if (turn > refoldsMax) throw new Error(`view ${this.view}: other runners are always faster`);
      const nothing = new Set<string>();
      const working = await this.load(again, nothing);
      const fault = foldInto(this.projection, { working, marks: this.marks.all }, touches);
      if (fault !== null) throw new Error(standstill(this.view, fault).stopped);
      again = new Set(await this.put(working, nothing));
    }
  }

  /**
   * Moves the checkpoint, after all documents are stored. If another runner has moved it, loads that checkpoint
   * instead.
   */
  private async checkpoint(to: Position, folded: readonly Recorded[]): Promise<void> {
    const { view, halt, incomplete } = this;
    const marks = incomplete === 0 ? {} : { incomplete };
    const ordinal = this.ordinal + folded.length;
    const last = folded.at(-1)?.id ?? this.last;
    const next = { position: to, checkpoint: { view, ordinal, last, ...halt, ...marks } };
    if (!(await moveCheckpoint(this.store, this.collection.name, this.stored, next))) {
      await this.adopt();
      // The stop was not stored. The runner tries the event again, and then either stops visibly or continues.
      this.halt = { stopped: null };
      return;
    }
    this.position = to;
    this.stored = to;
    this.ordinal = ordinal;
    this.last = last;
  }
}

export const viewRunner = <D extends Document, E extends DomainEvent>(
  projection: Projection<D, E>,
  build: number,
  ports: Ports,
): FoldingRunner => new FoldingView(projection, build, ports);
