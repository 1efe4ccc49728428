import type { RefusalDetails } from '@ledger/ledger/kernel/refusals.js';
import type { EventLog, Position } from '@ledger/ledger/ports/event-log.js';
import type { Document, DocumentStore, StoredDocument } from '../ports/document-store.js';
import { latestOf, reachedIn, readCheckpoint } from '../kernel/checkpoint.js';
import { documentsOf } from '../kernel/collection-documents.js';
import { differenceOf, pairsOf } from './document-differences.js';
import { readMarks, type Incomplete } from '../kernel/incomplete-documents.js';
import { readName } from '../kernel/projection.js';
import { standstillOf } from '../kernel/view-problems.js';
import type { View } from '../kernel/view.js';
import { Refold } from './refold.js';

/** The result of comparing one view with a fresh fold. */
export type Verified = Readonly<{
  view: string;
  documents: number;
  differences: number;
  /** How many of the differences are figures of the fresh fold that differ from the independent sum of the events. */
  miscounts: number;
  /** The first difference, with the key of its document; null if there is none. */
  first: string | null;
  /** Why the view has stopped. A stopped view is compared up to its position. */
  stopped: string | null;
  /** The facts of `stopped`, from which its sentence can be made in another language. */
  halt?: RefusalDetails;
  /** The incomplete documents of the view. */
  incomplete: readonly Incomplete[];
}>;

export type Verifying = Readonly<{
  log: EventLog;
  /**
   * The views to verify, and the store of their documents: a snapshot, or a store that changes during the comparison.
   */
  views: readonly View[];
  store: DocumentStore;
  /** An empty store for the fresh folds. */
  scratch: DocumentStore;
  progress: (ordinal: number, of: number) => void;
  /** Waits before the view is compared again, so that it can move on. */
  pause: () => Promise<void>;
}>;

/** The number of changing documents that are first compared again together. */
const keysTogether = 1_000;

/** No result yet, because the document is just being stored. */
const moving = Symbol('moving');

type Differing = Readonly<{ key: string; how: string }>;
type Kepts = ReadonlyMap<string, StoredDocument<Document>>;

/**
 * Judges a document by the checkpoint that was read before it. Events up to the checkpoint are folded, so up to there
 * the document must equal the fresh fold. Later events may belong to a batch that is half stored; each document is then
 * in the state either before or after that batch.
 */
const verificationOf = (
  kept: StoredDocument<Document> | undefined,
  fresh: StoredDocument<Document> | undefined,
  checkpoint: Position,
): string | typeof moving | null => {
  const how = differenceOf(kept, fresh);
  if (how === null || fresh === undefined || fresh.position <= checkpoint) return how;
  const isBehind = kept === undefined || kept.position < fresh.position;
  return isBehind ? moving : how;
};

/**
 * Compares one view with its fresh fold. A store on a server offers no snapshot, so documents that change during the
 * comparison are read again, and the fresh fold continues up to their position.
 */
class Comparison {
  private documents = 0;
  private miscounts = 0;
  private readonly found: Differing[] = [];

  constructor(
    private readonly verifying: Verifying,
    private readonly refold: Refold,
    private readonly view: View,
  ) {}

  private get collection(): string {
    return readName(this.view);
  }

  async reached(): Promise<Position> {
    const { log, store } = this.verifying;
    return reachedIn(store, this.collection, log.start);
  }

  /** Compares all documents. Before the call, the fresh fold must be at `target`, which is a checkpoint of the view. */
  async run(target: Position): Promise<Verified> {
    let open: readonly string[] = await this.walk(target);
    // The groups become smaller each time. A single document is never half stored, so in the end every document gets a
    // result.
    for (let together = keysTogether; open.length > 0; together = Math.ceil(together / 10)) {
      open = await this.ask(open, together);
      if (open.length > 0) await this.verifying.pause();
    }
    await this.recount();
    return this.verified();
  }

  /**
   * Compares the figures of the fresh fold with an independent sum of the events, because a faulty fold would repeat
   * its error.
   */
  private async recount(): Promise<void> {
    const recount = this.refold.recountOf(this.view.name);
    if (recount === null) return;
    for await (const { doc } of documentsOf(this.verifying.scratch, this.collection)) recount.see(doc);
    const miscounted = recount.miscounted();
    this.miscounts = miscounted.length;
    this.found.push(...miscounted);
  }

  /** Compares every document once, and returns the keys of those that cannot be judged yet. */
  private async walk(target: Position): Promise<readonly string[]> {
    const { store, scratch } = this.verifying;
    const { collection } = this;
    const open: string[] = [];
    for await (const { key, kept, fresh } of pairsOf({ store, collection }, { store: scratch, collection })) {
      if (kept !== null) this.documents += 1;
      const how = differenceOf(kept, fresh);
      if (how === null) continue;
      // A missing document may be a tombstone at any position, which `find` does not return.
      if (kept === null || kept.position > target) open.push(key);
      else this.found.push({ key, how });
    }
    return open;
  }

  /** Reads and judges documents again, `together` at a time, and returns the keys of those that are still changing. */
  private async ask(keys: readonly string[], together: number): Promise<readonly string[]> {
    const open: string[] = [];
    for (let from = 0; from < keys.length; from += together) {
      const some = keys.slice(from, from + together);
      const checkpoint = await this.reached();
      const kept: Kepts = await this.verifying.store.getMany(this.collection, some);
      const positions = [...kept.values()].map(({ position }) => position);
      await this.refold.to(new Map([[this.view.name, latestOf(checkpoint, positions)]]));
      const fresh: Kepts = await this.verifying.scratch.getMany(this.collection, some);
      for (const key of some) {
        const how = verificationOf(kept.get(key), fresh.get(key), checkpoint);
        if (how === moving) open.push(key);
        else if (how !== null) this.found.push({ key, how });
      }
    }
    return open;
  }

  private async verified(): Promise<Verified> {
    const { view, documents, found, miscounts } = this;
    const { store } = this.verifying;
    const [first] = found.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    const reached = await readCheckpoint(store, this.collection);
    const marks = [...(await readMarks(store, this.collection)).values()];
    return {
      view: view.name,
      documents,
      differences: found.length,
      miscounts,
      first: first === undefined ? null : `${first.key}: ${first.how}`,
      ...standstillOf(reached?.checkpoint ?? { stopped: null }),
      incomplete: marks.map(({ doc }) => doc),
    };
  }
}

/**
 * Folds every view again and compares it with the stored documents, one by one. Also compares the figures of the fresh
 * fold with an independent sum of the events.
 */
export const verifyViews = async (verifying: Verifying): Promise<readonly Verified[]> => {
  const refold = await Refold.begin(verifying);
  const comparisons = verifying.views.map((view) => ({
    view: view.name,
    comparison: new Comparison(verifying, refold, view),
  }));
  const targets = new Map<string, Position>();
  for (const { view, comparison } of comparisons) targets.set(view, await comparison.reached());
  await refold.to(targets);
  const verified: Verified[] = [];
  for (const { view, comparison } of comparisons)
    verified.push(await comparison.run(targets.get(view) ?? verifying.log.start));
  return verified;
};
