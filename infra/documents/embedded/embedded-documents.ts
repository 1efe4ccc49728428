import { existsSync } from 'node:fs';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import { StorageFault } from '@ledger/ledger/ports/storage-fault.js';
import {
  findLimitMax,
  StoreFault,
  type Collection,
  type Document,
  type DocumentStore,
  type Find,
  type FoundDocument,
  type StoredDocument,
  type Page,
  type DocumentPut,
  type Sum,
  type Sums,
} from '@ledger/projections/ports/document-store.js';
import { LRUCache } from 'lru-cache';
import {
  closeWritten,
  inTransaction,
  text,
  type Cells,
  type Database,
  type Statement,
} from '../../sqlite/sqlite-database.js';
import { openFile } from '../../sqlite/file-format.js';
import { readable } from '../../sqlite/sqlite-faults.js';
import { later } from '../later-position.js';
import { BuildFiles, type Mode } from './build-files.js';
import { documentsFormat } from './embedded-documents-format.js';
import { createTable, findQuery, orderOf, tableOf, type Query } from './embedded-queries.js';
import { positionOf, scalarOf, Table } from './document-table.js';
import { sumsOf } from './embedded-sums.js';

const statementsMax = 200;

class SqliteDocuments implements DocumentStore {
  private readonly tables = new Map<string, Table>();
  private readonly statements = new LRUCache<string, Statement>({ max: statementsMax });
  private readonly shapeOf: Statement;

  constructor(
    private readonly db: Database,
    private readonly file: string,
    private readonly mode: Mode,
  ) {
    this.shapeOf = db.prepare('SELECT shape FROM collections WHERE name = ?');
    if (mode === 'snapshot') {
      db.exec('BEGIN');
      this.shapeOf.get('');
    }
  }

  async declare(collection: Collection): Promise<void> {
    const { name } = collection;
    const shape = JSON.stringify(collection);
    const known = this.shapeOf.get(name);
    if (known === undefined) {
      if (this.mode !== 'write') return;
      inTransaction(this.db, 'BEGIN IMMEDIATE', () => {
        for (const statement of createTable(collection)) this.db.exec(statement);
        this.db.prepare('INSERT INTO collections VALUES (?, ?)').run(name, shape);
      });
    } else if (known[0] !== shape) {
      const why = known[0] === null ? 'was dropped' : 'has another shape';
      throw new StoreFault('UNDECLARED', `collection ${name} ${why}: a name is never used twice`);
    }
    this.tables.set(name, new Table(this.db, collection));
  }

  /** The table of a collection; undefined for a reader if the writer has not declared the collection yet. */
  private existing(name: string): Table | undefined {
    const known = this.tables.get(name);
    if (known !== undefined) return known;
    const shape = this.shapeOf.get(name)?.[0];
    if (shape == null) {
      if (this.mode !== 'write' && shape === undefined) return undefined;
      throw new StoreFault('UNDECLARED', `collection ${name} was not declared`);
    }
    const table = new Table(this.db, JSON.parse(text(shape)) as Collection);
    this.tables.set(name, table);
    return table;
  }

  async getMany<D extends Document>(
    name: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, StoredDocument<D>>> {
    const found = new Map<string, StoredDocument<D>>();
    const table = this.existing(name);
    if (table === undefined) return found;
    return readable(this.file, () => {
      for (const [key, position, json, ...blobs] of table.get(keys)) {
        // The caller chooses the type D without a check: it has put documents of this type into the collection.
        const doc = json === null ? null : (table.documentOf(json, blobs) as D);
        found.set(text(key), { key: text(key), position: positionOf(position), doc });
      }
      return found;
    });
  }

  async putMany<D extends Document>(
    name: string,
    docs: readonly DocumentPut<D>[],
  ): Promise<readonly string[]> {
    if (this.mode !== 'write')
      throw new StoreFault('STORE_FAULT', 'these documents were opened for reading only');
    const table = this.existing(name);
    if (table === undefined) throw new StoreFault('UNDECLARED', `collection ${name} was not declared`);
    // Sorted by key, writes to the same database page follow each other.
    const sorted = docs.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    try {
      return inTransaction(this.db, 'BEGIN IMMEDIATE', () =>
        sorted.filter((stored) => !table.put(stored)).map(({ key }) => key),
      );
    } catch (cause) {
      if (cause instanceof StorageFault) throw cause;
      const why = messageOf(cause);
      throw new StoreFault('STORE_FAULT', `nothing was written to ${name} (${why})`, { cause });
    }
  }

  async find<D extends Document>(name: string, find: Find): Promise<Page<D>> {
    const table = this.existing(name);
    if (table === undefined) return { items: [], more: false, latest: null };
    return readable(this.file, () => this.pageOf<D>(table, find));
  }

  private pageOf<D extends Document>(table: Table, find: Find): Page<D> {
    const limit = Math.min(find.limit, findLimitMax);
    const { collection } = table;
    const checked = this.mode === 'snapshot' ? table.repeated : [];
    const rows = this.query(findQuery(collection, { ...find, limit }, checked));
    const width = 3 + collection.bytes.length;
    const ordered = orderOf(collection, find.index).length - 1;
    let latest: Position | null = null;
    const items: FoundDocument<D>[] = [];
    for (const row of rows.slice(0, limit)) {
      const [key, position] = [text(row[0]), positionOf(row[1])];
      latest = later(latest, position);
      const cursor = [...row.slice(width, width + ordered).map(scalarOf), key];
      const blobs = row.slice(3, width);
      const doc =
        this.mode === 'snapshot'
          ? table.checkedOf(row[2], blobs, row.slice(width + ordered))
          : table.documentOf(row[2], blobs);
      items.push({ key, position, doc: doc as D, cursor });
    }
    return { items, more: rows.length > limit, latest };
  }

  async sum(name: string, sum: Sum): Promise<Sums> {
    const table = this.existing(name);
    if (table === undefined) return { groups: [], latest: null };
    const { collection } = table;
    const rowsOf = (query: Query) => this.query(query);
    // One transaction for both queries, so that the sums and the bytes are of the same documents.
    return readable(this.file, () =>
      this.mode === 'snapshot'
        ? sumsOf(collection, sum, rowsOf)
        : inTransaction(this.db, 'BEGIN', () => sumsOf(collection, sum, rowsOf)),
    );
  }

  private query({ sql, values }: Query): readonly Cells[] {
    const statement = this.statements.get(sql) ?? this.db.prepare(sql);
    this.statements.set(sql, statement);
    return statement.all(...values);
  }

  async drop(name: string): Promise<void> {
    this.tables.delete(name);
    inTransaction(this.db, 'BEGIN IMMEDIATE', () => {
      this.db.exec(`DROP TABLE IF EXISTS ${tableOf({ name })}`);
      this.db
        .prepare('INSERT INTO collections VALUES (?, NULL) ON CONFLICT (name) DO UPDATE SET shape = NULL')
        .run(name);
    });
  }

  async close(): Promise<void> {
    if (this.mode === 'write') closeWritten(this.db);
    else this.db.close();
  }
}

/** Opens a document store with all its collections in one file. */
export const openDocumentsFile = (file: string, mode: Mode): DocumentStore =>
  new SqliteDocuments(openFile({ file, readOnly: mode !== 'write' }, documentsFormat), file, mode);

/**
 * Opens a document store in a file; builds after the first have files of their own next to it. Mode `write` creates
 * missing files. Mode `snapshot` reads each file as it was at the first access; its documents also show columns that do
 * not match the document, for verification. Throws FileFault if the file is not a database of views.
 */
export const openEmbeddedDocuments = (file: string, mode: Mode): DocumentStore =>
  file === ':memory:'
    ? openDocumentsFile(file, mode)
    : new BuildFiles({ file, mode, open: openDocumentsFile, tidy: mode === 'write' && !existsSync(file) });
