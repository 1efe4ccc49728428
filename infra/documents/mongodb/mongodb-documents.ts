import { randomBytes } from 'node:crypto';
import type { Position } from '@ledger/ledger/ports/event-log.js';
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
import type { AnyBulkWriteOperation, Collection as MongoCollection } from 'mongodb';
import { chunksOf } from '../../mongodb/key-chunks.js';
import { connect, type MongoConnection, type MongoPlace } from '../../mongodb/mongodb-connection.js';
import { pageQuery } from './mongodb-queries.js';
import { collectionNameOf, Registry } from './collection-registry.js';
import { later } from '../later-position.js';
import { documentOf, positionOf, scalarOf, storedOf, type MongoDocument } from './stored-document.js';
import { readConcern, sumUp } from './mongodb-sums.js';

const writeNameBytes = 9;

type Put = Readonly<{ key: string; write: string; operation: AnyBulkWriteOperation<MongoDocument> }>;

/**
 * The compare-and-set write of one document. A first document is inserted, which fails if its `_id` exists; any other
 * replaces the document that still has position `was`.
 */
const putOf = (collection: Collection, stored: DocumentPut<Document>, write: string): Put => {
  const { key, was } = stored;
  const replacement = storedOf(collection, stored, write);
  const operation: AnyBulkWriteOperation<MongoDocument> =
    was === 'none'
      ? { insertOne: { document: { ...replacement, _id: key } as MongoDocument } }
      : { replaceOne: { filter: { _id: key, position: was }, replacement } };
  return { key, write, operation };
};

/** A document store on a MongoDB server. */
export interface ServedDocuments extends DocumentStore {
  /** Number of lost connections to the server. After each, the server may have an older copy of the documents. */
  readonly troubles: number;
}

class MongoDocuments implements ServedDocuments {
  private readonly known = new Map<string, Collection>();
  private readonly registry: Registry;

  constructor(
    private readonly connection: MongoConnection,
    private readonly mode: 'write' | 'read',
  ) {
    this.registry = new Registry(connection, mode);
  }

  get troubles(): number {
    return this.connection.troubles;
  }

  async declare(collection: Collection): Promise<void> {
    if (await this.registry.declare(collection)) this.known.set(collection.name, collection);
  }

  private rowsOf({ name }: Collection): MongoCollection<MongoDocument> {
    return this.connection.db.collection<MongoDocument>(collectionNameOf(name));
  }

  /** The declaration of a collection; undefined for a reader if the writer has not declared it yet. */
  private async existing(name: string): Promise<Collection | undefined> {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const shape = await this.registry.shapeOf(name);
    if (shape == null) {
      if (this.mode === 'read' && shape === undefined) return undefined;
      throw new StoreFault('UNDECLARED', `collection ${name} was not declared`);
    }
    // The type is asserted without a check: only `declare` writes this JSON, from a Collection.
    const collection = JSON.parse(shape) as Collection;
    this.known.set(name, collection);
    return collection;
  }

  async getMany<D extends Document>(
    name: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, StoredDocument<D>>> {
    const found = new Map<string, StoredDocument<D>>();
    const collection = await this.existing(name);
    if (collection === undefined) return found;
    for (const chunk of chunksOf(keys)) {
      const rows = await this.connection.run(() =>
        this.rowsOf(collection)
          .find({ _id: { $in: [...chunk] } })
          .toArray(),
      );
      for (const row of rows) {
        // The caller chooses the type D without a check: it has put documents of this type into the collection.
        const doc = documentOf(collection, row) as D | null;
        found.set(row._id, { key: row._id, position: positionOf(row.position), doc });
      }
    }
    return found;
  }

  async putMany<D extends Document>(
    name: string,
    docs: readonly DocumentPut<D>[],
  ): Promise<readonly string[]> {
    if (this.mode !== 'write')
      throw new StoreFault('STORE_FAULT', 'these documents were opened for reading only');
    const collection = await this.existing(name);
    if (collection === undefined) throw new StoreFault('UNDECLARED', `collection ${name} was not declared`);
    if (docs.length === 0) return [];
    const call = randomBytes(writeNameBytes).toString('base64url');
    const puts = docs.map((doc, index) => putOf(collection, doc, `${call}.${String(index)}`));
    const replaced = docs.filter(({ was }) => was !== 'none').length;
    const rows = this.rowsOf(collection);
    const { taken, matched } = await this.connection.write(
      rows,
      puts.map(({ operation }) => operation),
    );
    if (taken.length === 0 && matched === replaced) return [];
    return this.refused(
      rows,
      puts.filter((_put, index) => taken.includes(index) || docs[index]?.was !== 'none'),
    );
  }

  /**
   * The keys of the documents that were not stored. The server reports only how many; therefore the `write` names are
   * read, and a document with another name was not stored by this call. This also works if a reply was lost and the
   * batch was sent twice. One mistake is possible: a document that was stored and at once replaced by another process
   * counts as not stored. The caller then reads it again and finds the later position.
   */
  private async refused(
    rows: MongoCollection<MongoDocument>,
    puts: readonly Put[],
  ): Promise<readonly string[]> {
    const writes = new Map<string, string>();
    for (const chunk of chunksOf(puts)) {
      const found = await this.connection.run(() =>
        rows.find({ _id: { $in: chunk.map(({ key }) => key) } }, { projection: { write: 1 } }).toArray(),
      );
      for (const { _id, write } of found) writes.set(_id, write);
    }
    return puts.filter(({ key, write }) => writes.get(key) !== write).map(({ key }) => key);
  }

  async find<D extends Document>(name: string, find: Find): Promise<Page<D>> {
    const collection = await this.existing(name);
    if (collection === undefined) return { items: [], more: false, latest: null };
    const limit = Math.min(find.limit, findLimitMax);
    const { filter, sort, order } = pageQuery(collection, find);
    const rows = await this.connection.run(() =>
      this.rowsOf(collection)
        .find(filter, { limit: limit + 1 })
        .sort(sort.map(([field, direction]): [string, 1 | -1] => [field, direction]))
        .toArray(),
    );
    let latest: Position | null = null;
    const items = rows.slice(0, limit).map((row): FoundDocument<D> => {
      const position = positionOf(row.position);
      latest = later(latest, position);
      const cursor = order.map((field) => scalarOf(row[field]));
      // Not null: the filter excludes tombstones. The type D is not checked, as in `getMany`.
      return { key: row._id, position, doc: documentOf(collection, row) as D, cursor };
    });
    return { items, more: rows.length > limit, latest };
  }

  async sum(name: string, sum: Sum): Promise<Sums> {
    const collection = await this.existing(name);
    if (collection === undefined) return { groups: [], latest: null };
    return this.connection.snapshot((session) => sumUp(collection, sum, this.rowsOf(collection), session));
  }

  async drop(name: string): Promise<void> {
    this.known.delete(name);
    await this.registry.drop(name);
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}

/**
 * Tries a snapshot read, which totals need. A server without sessions or snapshots, such as a single node outside a
 * replica set, is thus reported at the start. If the read fails, the connection is closed and the error is thrown.
 */
const checkMoments = async (connection: MongoConnection): Promise<void> => {
  try {
    await connection.snapshot((session) =>
      connection.db.collection('moments').findOne({}, { session, readConcern }),
    );
  } catch (fault) {
    await connection.close();
    throw fault;
  }
};

/** Opens a document store on a MongoDB server. Throws StoreFault with advice if the server cannot be used. */
export const openMongoDocuments = async (
  place: MongoPlace,
  mode: 'write' | 'read',
): Promise<ServedDocuments> => {
  const connection = await connect(
    place,
    (sentence, cause) => new StoreFault('STORE_FAULT', sentence, { cause }),
  );
  await checkMoments(connection);
  return new MongoDocuments(connection, mode);
};
