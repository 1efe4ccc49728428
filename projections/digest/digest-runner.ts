import type { EventLog, Position, Recorded } from '@ledger/ledger/ports/event-log.js';
import { checkpointsOf, moveCheckpoint, readCheckpoint } from '../kernel/checkpoint.js';
import type { Companion } from '../kernel/view.js';
import { checkPast, pastOf } from '../kernel/view-past.js';
import type { Batch, ViewRunner } from '../kernel/view-runner.js';
import type { Collection, DocumentStore, DocumentPut } from '../ports/document-store.js';
import { beginning, digestAfter, extended, type Sha256 } from './digest-chain.js';
import { blockOf, countOf, digests, digestsOf, eventsPerBlock, type DigestBlock } from './digest-document.js';

type Working = { was: Position | 'none'; position: Position | 'none'; doc: DigestBlock | null };

type Ports = Readonly<{ log: EventLog; store: DocumentStore; sha256: Sha256 }>;

/**
 * Maintains the chain of digests over the log. Each digest depends on all events before it, so this is not a projection
 * that folds single documents. Blocks and checkpoint are stored by compare-and-set, as in any view.
 */
class DigestChain implements ViewRunner {
  readonly view = digests.name;
  readonly stopped = null;
  readonly incomplete = 0;
  position: Position;
  ordinal = 0;
  private readonly collection: Collection;
  private stored: Position | 'none' = 'none';
  private last: string | null = null;

  constructor(
    private readonly ports: Ports,
    build: number,
  ) {
    this.position = ports.log.start;
    this.collection = digestsOf(build);
  }

  async open(): Promise<void> {
    const { log, store } = this.ports;
    const { name } = this.collection;
    await store.declare(checkpointsOf(name));
    await store.declare(this.collection);
    checkPast(this.view, await pastOf(log, await readCheckpoint(store, name)));
    await this.adopt();
  }

  private async adopt(): Promise<void> {
    const found = await readCheckpoint(this.ports.store, this.collection.name);
    if (found === null) return;
    this.position = found.position;
    this.stored = found.position;
    this.ordinal = found.checkpoint.ordinal;
    this.last = found.checkpoint.last ?? null;
  }

  async apply({ reached, events }: Batch): Promise<void> {
    if (reached <= this.position) return;
    const ours = events.filter((past) => past.position > this.position);
    const blocks = await this.load(ours.length);
    this.chain(blocks, ours);
    const puts: DocumentPut<DigestBlock>[] = [];
    for (const [key, { was, position, doc }] of blocks) {
      if (position !== 'none' && position !== was) puts.push({ key, was, position, doc });
    }
    const { store } = this.ports;
    const { name } = this.collection;
    const refused = puts.length === 0 ? [] : await store.putMany(name, puts);
    const ordinal = this.ordinal + ours.length;
    const last = ours.at(-1)?.id ?? this.last;
    const next = { position: reached, checkpoint: { view: this.view, ordinal, last, stopped: null } };
    // Another runner was faster and has chained the same events, so its checkpoint is loaded.
    if (refused.length > 0 || !(await moveCheckpoint(store, name, this.stored, next))) {
      await this.adopt();
      return;
    }
    this.position = reached;
    this.stored = reached;
    this.ordinal = ordinal;
    this.last = last;
  }

  /** Loads the blocks for the next `count` events, and the block of the event before them. */
  private async load(count: number): Promise<Map<string, Working>> {
    const keys: string[] = [];
    const first = Math.max(1, this.ordinal - eventsPerBlock + 1);
    for (let ordinal = first; ordinal <= this.ordinal + count; ordinal += eventsPerBlock)
      keys.push(blockOf(ordinal));
    if (count > 0) keys.push(blockOf(this.ordinal + count));
    const found = await this.ports.store.getMany<DigestBlock>(this.collection.name, keys);
    const blocks = new Map<string, Working>();
    for (const key of keys) {
      const { position, doc } = found.get(key) ?? { position: 'none' as const, doc: null };
      blocks.set(key, { was: position, position, doc });
    }
    return blocks;
  }

  /**
   * Appends events to their blocks. Events that a block contains already are skipped: a process may have died after it
   * stored the blocks and before it moved the checkpoint.
   */
  private chain(blocks: ReadonlyMap<string, Working>, events: readonly Recorded[]): void {
    for (const [index, past] of events.entries()) {
      const ordinal = this.ordinal + index + 1;
      const block = blocks.get(blockOf(ordinal));
      if (block === undefined) throw new Error(`the block of event ${String(ordinal)} was not loaded`);
      if (block.position !== 'none' && block.position >= past.position) continue;
      const before = block.doc ?? blocks.get(blockOf(ordinal - 1))?.doc;
      const digest = digestAfter(this.ports.sha256, before?.digest ?? beginning, past);
      block.doc = extended(block.doc, { past, ordinal, digest }, this.ports.sha256);
      block.position = past.position;
      if (block.doc.from + countOf(block.doc) !== ordinal + 1)
        throw new Error(`the digests have a gap before event ${String(ordinal)}`);
    }
  }
}

export const digestRunner = (ports: Ports, build: number): ViewRunner => new DigestChain(ports, build);

/** The digests, to be folded in the same runs as the views. They are no view: nobody queries them. */
export const digestsBeside = (sha256: Sha256): Companion => ({
  ...digests,
  runner: (build, ports) => digestRunner({ ...ports, sha256 }, build),
});
