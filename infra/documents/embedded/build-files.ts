import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type {
  Collection,
  Document,
  DocumentStore,
  Find,
  Kept,
  Page,
  Stored,
  Sum,
  Sums,
} from '@ledger/projections/ports/document-store.js';

export type Mode = 'write' | 'read' | 'snapshot';

/** What a build's collections are called (`buildName`): the first builds share the main file. */
const ofBuild = /^(\w+_v\d+_b(?!1(?:_|$))\d+)(?:_\w+)?$/;

/** The build that a collection belongs to; null for those of the main file. */
const buildOf = (collection: string): string | null => ofBuild.exec(collection)?.[1] ?? null;

const endings = ['', '-wal', '-shm'];

const remove = (file: string): void => {
  for (const ending of endings) rmSync(`${file}${ending}`, { force: true });
};

/** `views.db` and `views.totals_v1_b2.db`. */
const siblingsOf = (file: string): readonly string[] => {
  const stem = basename(file, '.db');
  if (!existsSync(dirname(file))) return [];
  return readdirSync(dirname(file)).filter(
    (name) => name.startsWith(`${stem}.`) && name.endsWith('.db') && name !== basename(file),
  );
};

/** The files of builds that lie beside a file of documents. */
export const buildFilesOf = (file: string): readonly string[] =>
  siblingsOf(file).map((name) => join(dirname(file), name));

export type Files = Readonly<{
  file: string;
  mode: Mode;
  open: (file: string, mode: Mode) => DocumentStore;
  /** Whether builds lie there of a main file that is gone: nothing knows them any more. */
  tidy: boolean;
}>;

const nothing: Page<never> = { items: [], more: false, latest: null };

/**
 * Documents in a main file, and every build that is folded beside another in a file of its own: it has its own writer,
 * whose commits wait for nobody, and dropping it is removing a file.
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

  /** The store that has a collection; undefined where its build has no file (yet, or any more). */
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
  ): Promise<ReadonlyMap<string, Kept<D>>> {
    return this.storeOf(collection)?.getMany<D>(collection, keys) ?? new Map<string, Kept<D>>();
  }

  async putMany<D extends Document>(
    collection: string,
    docs: readonly Stored<D>[],
  ): Promise<readonly string[]> {
    // A build that was dropped takes nothing any more, and the main file says so of what it does not know.
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
    // What is kept beside the documents of a build goes with them.
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
