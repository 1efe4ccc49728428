import type { EventLog, Position, Recorded } from '@ledger/ledger/ports/event-log.js';
import { checkpoints, moveCheckpoint, readCheckpoint } from '../kernel/checkpoint.js';
import type { Batch, ViewRunner } from '../kernel/view-runner.js';
import type { DocumentStore, Stored } from '../ports/document-store.js';
import { beginning, digestBehind, extended, type Sha256 } from './digest-chain.js';
import { blockOf, countOf, digests, eventsPerBlock, type DigestBlock } from './digest-document.js';

type Working = { was: Position | 'none'; position: Position | 'none'; doc: DigestBlock | null };

type Ports = Readonly<{ log: EventLog; store: DocumentStore; sha256: Sha256 }>;

/**
 * Keeps the chain of digests over the log. What is chained depends on every event before, so it is no fold of one
 * document at a time; puts and checkpoint are compare-and-set as those of any view.
 */
class Digesting implements ViewRunner {
  readonly view = 'digests';
  readonly stopped = null;
  readonly incomplete = 0;
  position: Position;
  ordinal = 0;
  private stored: Position | 'none' = 'none';

  constructor(private readonly ports: Ports) {
    this.position = ports.log.start;
  }

  async open(): Promise<void> {
    await this.ports.store.declare(checkpoints);
    await this.ports.store.declare(digests);
    await this.adopt();
  }

  private async adopt(): Promise<void> {
    const found = await readCheckpoint(this.ports.store, digests.name);
    if (found === null) return;
    this.position = found.position;
    this.stored = found.position;
    this.ordinal = found.checkpoint.ordinal;
  }

  async apply({ reached, events }: Batch): Promise<void> {
    if (reached <= this.position) return;
    const ours = events.filter((past) => past.position > this.position);
    const blocks = await this.load(ours.length);
    this.chain(blocks, ours);
    const puts: Stored<DigestBlock>[] = [];
    for (const [key, { was, position, doc }] of blocks) {
      if (position !== 'none' && position !== was) puts.push({ key, was, position, doc });
    }
    const refused = puts.length === 0 ? [] : await this.ports.store.putMany(digests.name, puts);
    const next = {
      position: reached,
      checkpoint: { view: this.view, ordinal: this.ordinal + ours.length, stopped: null },
    };
    // Whoever was faster has chained the same events: its checkpoint is taken up.
    if (refused.length > 0 || !(await moveCheckpoint(this.ports.store, digests.name, this.stored, next))) {
      await this.adopt();
      return;
    }
    this.position = reached;
    this.stored = reached;
    this.ordinal = next.checkpoint.ordinal;
  }

  /** The blocks that so many events more fall into, and the one in front of them. */
  private async load(count: number): Promise<Map<string, Working>> {
    const keys: string[] = [];
    const first = Math.max(1, this.ordinal - eventsPerBlock + 1);
    for (let ordinal = first; ordinal <= this.ordinal + count; ordinal += eventsPerBlock)
      keys.push(blockOf(ordinal));
    if (count > 0) keys.push(blockOf(this.ordinal + count));
    const found = await this.ports.store.getMany<DigestBlock>(digests.name, keys);
    const blocks = new Map<string, Working>();
    for (const key of keys) {
      const { position, doc } = found.get(key) ?? { position: 'none' as const, doc: null };
      blocks.set(key, { was: position, position, doc });
    }
    return blocks;
  }

  /** Chains events that are not in their blocks yet: a runner may have died between put and checkpoint. */
  private chain(blocks: ReadonlyMap<string, Working>, events: readonly Recorded[]): void {
    for (const [index, past] of events.entries()) {
      const ordinal = this.ordinal + index + 1;
      const block = blocks.get(blockOf(ordinal));
      if (block === undefined) throw new Error(`the block of event ${String(ordinal)} was not loaded`);
      if (block.position !== 'none' && block.position >= past.position) continue;
      const before = block.doc ?? blocks.get(blockOf(ordinal - 1))?.doc;
      const digest = digestBehind(this.ports.sha256, before?.digest ?? beginning, past);
      block.doc = extended(block.doc, ordinal, digest);
      block.position = past.position;
      if (block.doc.from + countOf(block.doc) !== ordinal + 1)
        throw new Error(`the digests have a gap in front of event ${String(ordinal)}`);
    }
  }
}

export const digestRunner = (ports: Ports): ViewRunner => new Digesting(ports);
