import { MongoClient, type Db } from 'mongodb';

const withDatabase = async <T>(url: string, database: string, work: (db: Db) => Promise<T>): Promise<T> => {
  const client = new MongoClient(url);
  try {
    return await work(client.db(database));
  } finally {
    await client.close();
  }
};

/** An operator who changes the ledger's data directly on the MongoDB server. */
export const mongoOperator = (url: string, database: string) => ({
  collections: (): Promise<readonly string[]> =>
    withDatabase(url, database, async (db) =>
      (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).toSorted(),
    ),
  indexes: (collection: string): Promise<readonly string[]> =>
    withDatabase(url, database, async (db) =>
      (await db.collection(collection).indexes()).map(({ name }) => name ?? '').toSorted(),
    ),
  dropIndex: (collection: string, name: string): Promise<void> =>
    withDatabase(url, database, async (db) => {
      await db.collection(collection).dropIndex(name);
    }),
  makeIndex: (collection: string, name: string, field: string): Promise<void> =>
    withDatabase(url, database, async (db) => {
      await db.collection(collection).createIndex({ [field]: 1 }, { name }, {});
    }),
  /** Changes a field of the document with the lowest key. Returns the key. */
  change: (collection: string, field: string, value: string): Promise<string> =>
    withDatabase(url, database, async (db) => {
      const rows = db.collection<{ _id: string }>(collection);
      const first = await rows.findOne({}, { sort: { _id: 1 } });
      if (first === null) throw new Error(`${collection} is empty`);
      await rows.updateOne({ _id: first._id }, { $set: { [field]: value } });
      return first._id;
    }),
});
