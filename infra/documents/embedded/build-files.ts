import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type {
  Collection,
  Document,
  DocumentStore,
  Find,
  StoredDocument,
  Page,
  DocumentPut,
  Sum,
  Sums,
} from '@ledger/projections/ports/document-store.js';

export type Mode = 'write' | 'read' | 'snapshot';

/**
 * Matches collection names of builds with a file of their own (see `buildName`): all except the first build (`_b1`),
 * which is in the main file.
 */
const ofBuild = /^(\w+_v\d+_b(?!1(?:_|$))\d+)(?:_\w+)?$/;

/** The name of the build that a collection belongs to; null if the collection is in the main file. */
const buildOf = (collection: string): string | null => ofBuild.exec(collection)?.[1] ?? null;

const endings = ['', '-wal', '-shm'];

const remove = (file: string): void => {
  for (const ending of endings) rmSync(`${file}${ending}`, { force: true });
};

/** Names of the build files next to a main file: for `views.db`, for example `views.totals_v1_b2.db`. */
const siblingsOf = (file: string): readonly string[] => {
  const stem = basename(file, '.db');
  if (!existsSync(dirname(file))) return [];
  return readdirSync(dirname(file)).filter(
    (name) => name.startsWith(`${stem}.`) && name.endsWith('.db') && name !== basename(file),
  );
};

/** Paths of the build files next to a main file of documents. */
export const buildFilesOf = (file: string): readonly string[] =>
  siblingsOf(file).map((name) => join(dirname(file), name));

export type Files = Readonly<{
  file: string;
  mode: Mode;
  open: (file: string, mode: Mode) => DocumentStore;
  /** Whether to delete existing build files: they belong to a main file that was deleted. */
  tidy: boolean;
}>;

const nothing: Page<never> = { items: [], more: false, latest: null };

/**
 * A document store for views and their builds. A build is one complete fold of a view; a new build can be folded while
 * an older one is still read. The first build of each view is in the main file, every further build in a file of its
 * own. Therefore each has its own SQLite writer and does not wait for commits of the other, and dropping a build only
 * deletes its file.
 */
export class BuildFiles implements DocumentStore {
  private readonly main: DocumentStore;
  private readonly builds = new Map<string, DocumentStore>();

  constructor(private readonly files: Files) {
    if (files.tidy) for (const build of buildFilesOf(files.file)) remove(build);
    this.main = files.open(files.file, files.mode);
  }

  private fileOf(build: string): string {
    const { file } = this.files;
    return join(dirname(file), `${basename(file, '.db')}.${build}.db`);
  }

  /** The store that contains a collection; undefined if its build file does not exist yet or was deleted. */
  private storeOf(collection: string): DocumentStore | undefined {
    const build = buildOf(collection);
    if (build === null) return this.main;
    const known = this.builds.get(build);
    if (known !== undefined || !existsSync(this.fileOf(build))) return known;
    return this.openBuild(build);
  }

  private openBuild(build: string): DocumentStore {
    const opened = this.files.open(this.fileOf(build), this.files.mode);
    this.builds.set(build, opened);
    return opened;
  }

  async declare(collection: Collection): Promise<void> {
    const build = buildOf(collection.name);
    const known = this.storeOf(collection.name);
    if (known === undefined && this.files.mode !== 'write') return;
    await (known ?? this.openBuild(build ?? '')).declare(collection);
  }

  async getMany<D extends Document>(
    collection: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, StoredDocument<D>>> {
    return this.storeOf(collection)?.getMany<D>(collection, keys) ?? new Map<string, StoredDocument<D>>();
  }

  async putMany<D extends Document>(
    collection: string,
    docs: readonly DocumentPut<D>[],
  ): Promise<readonly string[]> {
    // If the build was dropped, its file is missing: the main file does not know the collection and throws UNDECLARED.
    return (this.storeOf(collection) ?? this.main).putMany(collection, docs);
  }

  async find<D extends Document>(collection: string, query: Find): Promise<Page<D>> {
    return this.storeOf(collection)?.find<D>(collection, query) ?? nothing;
  }

  async sum(collection: string, query: Sum): Promise<Sums> {
    return this.storeOf(collection)?.sum(collection, query) ?? { groups: [], latest: null };
  }

  async drop(collection: string): Promise<void> {
    const build = buildOf(collection);
    if (build === null) return this.main.drop(collection);
    // The additional collections of a build are in the same file: they are deleted with the build's own collection.
    if (build !== collection) return;
    await this.builds.get(build)?.close();
    this.builds.delete(build);
    remove(this.fileOf(build));
  }

  async close(): Promise<void> {
    for (const store of this.builds.values()) await store.close();
    this.builds.clear();
    await this.main.close();
  }
}
