import { StoreFault, type Collection } from '@ledger/projections/ports/document-store.js';
import { MongoServerError, type Collection as MongoCollection, type IndexDescriptionInfo } from 'mongodb';
import type { Connection } from '../../mongodb/mongodb-connection.js';
import { checkNames } from './stored-document.js';

/** What was declared under a name; null once it was dropped, for ever. */
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

/** The indexes of a collection; none where it is not there yet. */
const listed = async (rows: MongoCollection): Promise<readonly IndexDescriptionInfo[]> => {
  try {
    return await rows.indexes();
  } catch (error) {
    if (error instanceof MongoServerError && error.code === namespaceNotFound) return [];
    throw error;
  }
};

/** The names of all collections, and what was declared under them. */
export class Registry {
  private readonly declared: MongoCollection<Declared>;

  constructor(
    private readonly connection: Connection,
    private readonly mode: 'write' | 'read',
  ) {
    this.declared = connection.db.collection<Declared>('collections');
  }

  /** Text, or null where the name was dropped, or undefined where nobody has used it. */
  async shapeOf(name: string): Promise<string | null | undefined> {
    const found = await this.connection.run(() => this.declared.findOne({ _id: name }));
    return found?.shape ?? (found === null ? undefined : null);
  }

  /** Answers whether the collection is there now: a reader may come before its writer. */
  async declare(collection: Collection): Promise<boolean> {
    const { name } = collection;
    checkNames(collection);
    const shape = JSON.stringify(collection);
    let known = await this.shapeOf(name);
    if (known === undefined) {
      if (this.mode === 'read') return false;
      // Indexes first: whatever is known has them.
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
   * The server leaves those that are there as they are, and refuses others of the same name. One after the other: two
   * ledgers that start together then find each other's.
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
