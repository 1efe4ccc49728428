import type { Document, DocumentStore, StoredDocument } from '../ports/document-store.js';
import { currentOf, nameOf, readBuilds } from './view-builds.js';
import { checkpoints, checkpointsOf } from '../kernel/checkpoint.js';
import { readName } from '../kernel/projection.js';
import type { View } from '../kernel/view.js';

/** A document store for queries. The collection name of a view always leads to the view's current build. */
export interface CurrentViews extends DocumentStore {
  /** Forgets which builds are current, so that they are looked up again. Call it after a switch. */
  forget(): void;
}

class SwitchedViews implements CurrentViews {
  private readonly names = new Map<string, Promise<string>>();

  constructor(
    private readonly store: DocumentStore,
    private readonly views: readonly View[],
  ) {}

  forget(): void {
    this.names.clear();
  }

  /**
   * The view to which a collection belongs, and the suffix that distinguishes its documents from other data of the
   * view.
   */
  private partOf(collection: string): Readonly<{ view: View; suffix: string }> | null {
    for (const view of this.views) {
      const name = readName(view);
      if (collection === name || collection.startsWith(`${name}_`))
        return { view, suffix: collection.slice(name.length) };
    }
    return null;
  }

  /** The collection of the current build; that of the first build if there is no build that this version can read. */
  private async lookUp(view: View): Promise<string> {
    const kept = await readBuilds(this.store, view.name);
    if (kept === null) return readName(view);
    const current = currentOf(kept.builds);
    const readable = current.version === view.version || view.readable.includes(current.version);
    return readable ? nameOf(view.name, current) : readName(view);
  }

  private async currentName(view: View): Promise<string> {
    const known = this.names.get(view.name);
    if (known !== undefined) return known;
    const found = this.lookUp(view);
    this.names.set(view.name, found);
    try {
      return await found;
    } catch (error) {
      this.names.delete(view.name);
      throw error;
    }
  }

  private async resolve(collection: string): Promise<string> {
    const part = this.partOf(collection);
    return part === null ? collection : (await this.currentName(part.view)) + part.suffix;
  }

  async getMany<D extends Document>(
    collection: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, StoredDocument<D>>> {
    if (collection !== checkpoints.name) return this.store.getMany<D>(await this.resolve(collection), keys);
    const found = new Map<string, StoredDocument<D>>();
    for (const key of keys) {
      const now = await this.resolve(key);
      const kept = (await this.store.getMany<D>(checkpointsOf(now).name, [now])).get(now);
      if (kept !== undefined) found.set(key, { ...kept, key });
    }
    return found;
  }

  find: DocumentStore['find'] = async (collection, query) =>
    this.store.find(await this.resolve(collection), query);

  sum: DocumentStore['sum'] = async (collection, query) =>
    this.store.sum(await this.resolve(collection), query);

  declare: DocumentStore['declare'] = (collection) => this.store.declare(collection);
  putMany: DocumentStore['putMany'] = async (collection, docs) =>
    this.store.putMany(await this.resolve(collection), docs);
  drop: DocumentStore['drop'] = async (collection) => this.store.drop(await this.resolve(collection));
  close: DocumentStore['close'] = () => this.store.close();
}

/** The store for queries of these views. After a switch of builds, the caller must call `forget`. */
export const currentViews = (store: DocumentStore, views: readonly View[]): CurrentViews =>
  new SwitchedViews(store, views);
