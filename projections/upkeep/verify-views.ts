import type { Because } from '@ledger/ledger/kernel/refusals.js';
import type { EventLog, Position } from '@ledger/ledger/ports/event-log.js';
import type { Document, DocumentStore, Kept } from '../ports/document-store.js';
import { latestOf, reachedIn, readCheckpoint } from '../kernel/checkpoint.js';
import { documentsOf } from '../kernel/collection-documents.js';
import { differenceOf, pairsOf } from './document-differences.js';
import { readMarks, type Incomplete } from '../kernel/incomplete-documents.js';
import { readName } from '../kernel/projection.js';
import { standstillOf } from '../kernel/view-problems.js';
import type { View } from '../kernel/view.js';
import { Refold } from './refold.js';

/** What comparing one view with a fresh fold has found. */
export type Verified = Readonly<{
  view: string;
  documents: number;
  differences: number;
  /** How many of them are figures that a fresh fold has, too, and that are not what the events add up to. */
  miscounts: number;
  /** The key of the first document that differs, and how; null where none does. */
  first: string | null;
  /** Why the view stands still; such a view is compared up to where it stands. */
  stopped: string | null;
  /** The facts of that sentence. */
  halt?: Because;
  /** What of the view is incomplete. */
  incomplete: readonly Incomplete[];
}>;

export type Verifying = Readonly<{
  log: EventLog;
  /** The views to verify, and their documents: of one moment, or as they move on. */
  views: readonly View[];
  store: DocumentStore;
  /** An empty store to fold into. */
  scratch: DocumentStore;
  progress: (ordinal: number, of: number) => void;
  /** Gives a view that moves a moment to move on. */
  pause: () => Promise<void>;
}>;

/** How many documents that moved meanwhile are asked for again at once, at first. */
const keysTogether = 1_000;

/** Neither right nor wrong: it is just being put. */
const moving = Symbol('moving');

type Differing = Readonly<{ key: string; how: string }>;
type Kepts = ReadonlyMap<string, Kept<Document>>;

/**
 * What is known of a document by the checkpoint that was read before it. Whatever is at or below the checkpoint is
 * folded, so it must be as a fresh fold has it. What lies beyond may be half of a batch that is just being put: each
 * document of it stands either before the batch or after it.
 */
const verdictOf = (
  kept: Kept<Document> | undefined,
  fresh: Kept<Document> | undefined,
  checkpoint: Position,
): string | typeof moving | null => {
  const how = differenceOf(kept, fresh);
  if (how === null || fresh === undefined || fresh.position <= checkpoint) return how;
  const isBehind = kept === undefined || kept.position < fresh.position;
  return isBehind ? moving : how;
};

/**
 * One view beside its fresh fold. A store on a server has no picture of one moment: what moves while it is compared is
 * asked for again, with the fresh fold taken on to where it has come.
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

  /** The fresh fold stands at `target`, a checkpoint that was read before. */
  async run(target: Position): Promise<Verified> {
    let open: readonly string[] = await this.walk(target);
    // Of one document at a time there is never a half: sooner or later each is judged.
    for (let together = keysTogether; open.length > 0; together = Math.ceil(together / 10)) {
      open = await this.ask(open, together);
      if (open.length > 0) await this.verifying.pause();
    }
    await this.recount();
    return this.verified();
  }

  /** What the fresh fold has is compared with its events added up by other means: a fold can be wrong in itself. */
  private async recount(): Promise<void> {
    const recount = this.refold.recountOf(this.view.name);
    if (recount === null) return;
    for await (const { doc } of documentsOf(this.verifying.scratch, this.collection)) recount.see(doc);
    const miscounted = recount.miscounted();
    this.miscounts = miscounted.length;
    this.found.push(...miscounted);
  }

  /** Compares every document once, and answers the keys that cannot be judged by what is known. */
  private async walk(target: Position): Promise<readonly string[]> {
    const { store, scratch } = this.verifying;
    const { collection } = this;
    const open: string[] = [];
    for await (const { key, kept, fresh } of pairsOf({ store, collection }, { store: scratch, collection })) {
      if (kept !== null) this.documents += 1;
      const how = differenceOf(kept, fresh);
      if (how === null) continue;
      // What is missing may have a tombstone, of whatever position: no page shows it.
      if (kept === null || kept.position > target) open.push(key);
      else this.found.push({ key, how });
    }
    return open;
  }

  /** Judges documents as they are now, so many at a time, and answers the keys of those that are moving. */
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
        const how = verdictOf(kept.get(key), fresh.get(key), checkpoint);
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
 * Folds every view anew and compares it with what is kept, document by document; and adds the figures of the fresh fold up
 * from its events, without the fold.
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
