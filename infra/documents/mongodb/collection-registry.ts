import { StoreFault, type Collection } from '@ledger/projections/ports/document-store.js';
import { MongoServerError, type Collection as MongoCollection, type IndexDescriptionInfo } from 'mongodb';
import type { MongoConnection } from '../../mongodb/mongodb-connection.js';
import { checkNames } from './stored-document.js';

/**
 * The declaration of a collection as JSON; null if the collection was dropped, because its name is never used again.
 */
type Declared = Readonly<{ _id: string; shape: string | null }>;

export const collectionNameOf = (name: string): string => `c_${name}`;

type Index = Readonly<{ name: string; key: Record<string, 1> }>;

const indexesOf = (collection: Collection): readonly Index[] =>
  Object.entries(collection.indexes)
    .filter(([, fields]) => fields.length > 0)
    .map(([name, fields]) => ({
      name,
      key: Object.fromEntries([...fields, '_id'].map((field) => [field, 1])),
    }));

const namespaceNotFound = 26;

/** The indexes of a collection; an empty list if the collection does not exist yet. */
const listed = async (rows: MongoCollection): Promise<readonly IndexDescriptionInfo[]> => {
  try {
    return await rows.indexes();
  } catch (error) {
    if (error instanceof MongoServerError && error.code === namespaceNotFound) return [];
    throw error;
  }
};

/** Stores the declarations of all collections, in a MongoDB collection of its own. */
export class Registry {
  private readonly declared: MongoCollection<Declared>;

  constructor(
    private readonly connection: MongoConnection,
    private readonly mode: 'write' | 'read',
  ) {
    this.declared = connection.db.collection<Declared>('collections');
  }

  /** The declaration stored for a name, as JSON text. null: the collection was dropped. undefined: never declared. */
  async shapeOf(name: string): Promise<string | null | undefined> {
    const found = await this.connection.run(() => this.declared.findOne({ _id: name }));
    return found?.shape ?? (found === null ? undefined : null);
  }

  /**
   * Declares a collection. Returns false for a reader if the writer has not declared the collection yet. Throws
   * StoreFault UNDECLARED if the name was dropped or declared differently.
   */
  async declare(collection: Collection): Promise<boolean> {
    const { name } = collection;
    checkNames(collection);
    const shape = JSON.stringify(collection);
    let known = await this.shapeOf(name);
    if (known === undefined) {
      if (this.mode === 'read') return false;
      // The indexes are created before the declaration is stored, so that every declared collection has them.
      await this.makeIndexes(collection);
      await this.connection.write(this.declared, [{ insertOne: { document: { _id: name, shape } } }]);
      known = await this.shapeOf(name);
    } else if (known === shape) {
      await (this.mode === 'write' ? this.makeIndexes(collection) : this.checkIndexes(collection));
    }
    if (known !== shape) {
      const why = known == null ? 'was dropped' : 'has another shape';
      throw new StoreFault('UNDECLARED', `collection ${name} ${why}: a name is never used twice`);
    }
    return true;
  }

  /**
   * Creates the missing indexes. The server throws an error for an index of the same name with other fields. The
   * indexes are created one by one: if two ledgers start at the same time, each then finds the indexes of the other.
   */
  private async makeIndexes(collection: Collection): Promise<void> {
    const name = collectionNameOf(collection.name);
    const rows = this.connection.db.collection(name);
    for (const { key, ...options } of await this.missingIndexes(collection))
      await this.connection.run(() => rows.createIndex(key, options, {}));
    if (await this.connection.isSharded()) await this.connection.shard(name);
  }

  private async missingIndexes(collection: Collection): Promise<readonly Index[]> {
    const rows = this.connection.db.collection(collectionNameOf(collection.name));
    const found = await this.connection.run(() => listed(rows));
    const asText = ({ name, key }: IndexDescriptionInfo): string => JSON.stringify([name, key]);
    const known = new Set(found.map(asText));
    return indexesOf(collection).filter((index) => !known.has(asText(index)));
  }

  private async checkIndexes(collection: Collection): Promise<void> {
    const [missing] = await this.missingIndexes(collection);
    if (missing === undefined) return;
    throw new StoreFault(
      'STORE_FAULT',
      `collection ${collection.name} lacks its index ${missing.name}: start the ledger that writes it, which makes it`,
    );
  }

  async drop(name: string): Promise<void> {
    const document: Declared = { _id: name, shape: null };
    await this.connection.write(this.declared, [{ insertOne: { document } }]);
    await this.connection.run(() => this.declared.updateOne({ _id: name }, { $set: { shape: null } }));
    await this.connection.run(() => this.connection.db.dropCollection(collectionNameOf(name)));
  }
}
