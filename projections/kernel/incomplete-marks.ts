import type { DocumentStore, DocumentPut } from '../ports/document-store.js';
import { incompletesOf, readMarks, type Incomplete, type Mark } from './incomplete-documents.js';

/** The marks of the incomplete documents of one build, in memory and in the store. Usually there are none. */
export class Marks {
  readonly all = new Map<string, Mark>();
  private readonly collection: string;

  constructor(
    private readonly store: DocumentStore,
    private readonly of: string,
  ) {
    this.collection = incompletesOf(of).name;
  }

  /** Replaces the marks in memory by the stored ones. */
  async read(): Promise<void> {
    this.all.clear();
    for (const [name, mark] of await readMarks(this.store, this.of)) this.all.set(name, mark);
  }

  /**
   * Stores changed marks. If another runner has changed some of them first, loads those marks and returns the keys of
   * their documents, which must be folded again.
   */
  async put(): Promise<readonly string[]> {
    const changed = [...this.all].filter(([, { was, position }]) => was !== position);
    if (changed.length === 0) return [];
    await this.learn(changed.filter(([, { was }]) => was === 'none'));
    const puts = changed.map(([key, { was, position, doc }]): DocumentPut<Incomplete> => ({
      key,
      was,
      position,
      doc,
    }));
    const refused = new Set(await this.store.putMany<Incomplete>(this.collection, puts));
    for (const [name, mark] of changed) if (!refused.has(name)) mark.was = mark.position;
    return this.takeUp([...refused]);
  }

  /**
   * Stores new marks. It reads the stored marks first, because a document that was repaired earlier still has its old
   * mark as a tombstone, and the new mark must replace that tombstone.
   */
  private async learn(fresh: readonly (readonly [string, Mark])[]): Promise<void> {
    if (fresh.length === 0) return;
    const found = await this.store.getMany<Incomplete>(
      this.collection,
      fresh.map(([name]) => name),
    );
    for (const [name, mark] of fresh) {
      const kept = found.get(name);
      if (kept?.doc === null) mark.was = kept.position;
    }
  }

  private async takeUp(refused: readonly string[]): Promise<readonly string[]> {
    if (refused.length === 0) return [];
    const found = await this.store.getMany<Incomplete>(this.collection, refused);
    const keys: string[] = [];
    for (const name of refused) {
      const key = this.all.get(name)?.doc.key ?? null;
      const kept = found.get(name);
      if (kept?.doc == null) this.all.delete(name);
      else this.all.set(name, { was: kept.position, position: kept.position, doc: kept.doc });
      if (key !== null) keys.push(key);
    }
    return keys;
  }
}
