import { isOneOf, type DomainEvent } from '@ledger/ledger/kernel/event.js';
import type { EventLog, Position, Recorded } from '@ledger/ledger/ports/event-log.js';
import { LRUCache } from 'lru-cache';
import type { Collection, Document, DocumentStore } from '../ports/document-store.js';
import { checkpoints, moveCheckpoint, readCheckpoint } from './checkpoint.js';
import { foldInto, putsOf, sentenceOf, type Fault, type Touch, type Working } from './folding.js';
import { collectionOf, type Projection } from './projection.js';

/** Events read from the log: all of ours after some position at or before a view's own, up to `reached`. */
export type Batch = Readonly<{ reached: Position; events: readonly Recorded[] }>;

/** Documents kept in memory per view: what one batch touched is likely to be touched by the next. */
export const cacheMax = 20_000;
/** How often keys that another runner was faster with are folded again before giving up. */
const refoldsMax = 100;

/** One view being brought up to date. Several runners of one view may race: each put is compare-and-set. */
export interface ViewRunner {
  readonly view: string;
  readonly position: Position;
  readonly ordinal: number;
  /** Why the view stands still; null while it runs. */
  readonly stopped: string | null;
  /** Declares the collections and takes up the checkpoint. */
  open(): Promise<void>;
  /** Folds a batch; an event that cannot be folded stops the view in front of it. */
  apply(batch: Batch): Promise<void>;
}

type Known<D> = Readonly<{ position: Position | 'none'; doc: D | null }>;

const absent = { position: 'none', doc: null } as const;

type Ports = Readonly<{ log: EventLog; store: DocumentStore }>;

class FoldingView<D extends Document, E extends DomainEvent> implements ViewRunner {
  readonly view: string;
  position: Position;
  ordinal = 0;
  stopped: string | null = null;
  private readonly collection: Collection;
  private readonly store: DocumentStore;
  private readonly cache = new LRUCache<string, Known<D>>({ max: cacheMax });
  private stored: Position | 'none' = 'none';

  constructor(
    private readonly projection: Projection<D, E>,
    build: number,
    { log, store }: Ports,
  ) {
    this.view = projection.name;
    this.collection = collectionOf(projection, build);
    this.store = store;
    this.position = log.start;
  }

  async open(): Promise<void> {
    await this.store.declare(checkpoints);
    await this.store.declare(this.collection);
    await this.adopt();
  }

  async apply({ reached, events }: Batch): Promise<void> {
    if (this.stopped !== null || reached <= this.position) return;
    const ours = events.filter((past) => past.position > this.position);
    const { touches, fault: unplaced } = this.touched(ours);
    const [keys, opened] = this.keysIn(touches);
    const working = await this.load(keys, opened);
    const fault = foldInto(this.projection, working, touches) ?? unplaced;
    const before = (past: Recorded): boolean => fault === null || past.position < fault.past.position;
    await this.refold(
      touches.filter(({ past }) => before(past)),
      await this.put(working, opened),
    );
    if (fault === null) {
      await this.checkpoint(reached, ours.length);
      return;
    }
    this.stopped = sentenceOf(this.view, fault);
    const folded = ours.filter(before);
    await this.checkpoint(folded.at(-1)?.position ?? this.position, folded.length);
  }

  /** Takes up the stored checkpoint; what was known of documents may be old. */
  private async adopt(): Promise<void> {
    this.cache.clear();
    const found = await readCheckpoint(this.store, this.collection.name);
    if (found === null) return;
    this.position = found.position;
    this.stored = found.position;
    this.ordinal = found.checkpoint.ordinal;
  }

  /** The events that the view folds, with their keys; up to the first that it cannot even place. */
  private touched(
    events: readonly Recorded[],
  ): Readonly<{ touches: readonly Touch<E>[]; fault: Fault | null }> {
    const touches: Touch<E>[] = [];
    for (const past of events) {
      if (!this.isRelevant(past)) continue;
      try {
        touches.push({ past, keys: this.projection.keysOf(past) });
      } catch (error) {
        return { touches, fault: { past, error } };
      }
    }
    return { touches, fault: null };
  }

  private isRelevant(past: Recorded): past is Recorded<E> {
    return isOneOf(this.projection.types, past.event);
  }

  /** All keys of a batch, and those among them whose document it opens: they need not be looked for. */
  private keysIn(
    touches: readonly Touch<E>[],
  ): readonly [keys: ReadonlySet<string>, opened: ReadonlySet<string>] {
    const keys = new Set<string>();
    const opened = new Set<string>();
    for (const { past, keys: touched } of touches) {
      const opens = this.projection.opens(past);
      for (const key of touched) {
        if (opens && !keys.has(key)) opened.add(key);
        keys.add(key);
      }
    }
    return [keys, opened];
  }

  /** The documents under these keys, from memory or from the store. */
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

  /** Stores what changed, and answers the keys that another runner has changed meanwhile. */
  private async put(
    working: ReadonlyMap<string, Working<D>>,
    opened: ReadonlySet<string>,
  ): Promise<readonly string[]> {
    const puts = putsOf(working);
    const refused = puts.length === 0 ? [] : await this.store.putMany(this.collection.name, puts);
    for (const [key, { position, doc }] of working) {
      // What was just opened is seldom touched again: kept, it would push out what is.
      if (opened.has(key)) this.cache.delete(key);
      else this.cache.set(key, { position, doc });
    }
    for (const key of refused) this.cache.delete(key);
    return refused;
  }

  /** Keys that were refused are loaded afresh and folded again; events that are in them already are skipped. */
  private async refold(touches: readonly Touch<E>[], refused: readonly string[]): Promise<void> {
    let again: ReadonlySet<string> = new Set(refused);
    for (let turn = 1; again.size > 0; turn += 1) {
      if (turn > refoldsMax) throw new Error(`view ${this.view}: other runners are always faster`);
      const nothing = new Set<string>();
      const working = await this.load(again, nothing);
      const fault = foldInto(this.projection, working, touches);
      if (fault !== null) throw new Error(sentenceOf(this.view, fault));
      again = new Set(await this.put(working, nothing));
    }
  }

  /** Moves the checkpoint after every put before it; whoever finds it moved by another takes up that one. */
  private async checkpoint(to: Position, count: number): Promise<void> {
    const { view, stopped } = this;
    const next = { position: to, checkpoint: { view, ordinal: this.ordinal + count, stopped } };
    if (!(await moveCheckpoint(this.store, this.collection.name, this.stored, next))) {
      await this.adopt();
      return;
    }
    this.position = to;
    this.stored = to;
    this.ordinal += count;
  }
}

export const viewRunner = <D extends Document, E extends DomainEvent>(
  projection: Projection<D, E>,
  build: number,
  ports: Ports,
): ViewRunner => new FoldingView(projection, build, ports);
