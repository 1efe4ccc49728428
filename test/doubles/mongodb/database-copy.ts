import { MongoClient, type Document } from 'mongodb';

/**
 * All documents of a database by collection, as in a backup. Indexes are not copied: the ledger creates them when it
 * opens the database.
 */
export type DatabaseCopy = ReadonlyMap<string, readonly Document[]>;

export const readDatabase = async (url: string, database: string): Promise<DatabaseCopy> => {
  const client = new MongoClient(url);
  try {
    const db = client.db(database);
    const collections = await db.listCollections({}, { nameOnly: true }).toArray();
    const copy = new Map<string, readonly Document[]>();
    for (const { name } of collections) copy.set(name, await db.collection(name).find().toArray());
    return copy;
  } finally {
    await client.close();
  }
};

/** Replaces the whole content of a database by a copy. */
export const replaceDatabase = async (url: string, database: string, copy: DatabaseCopy): Promise<void> => {
  const client = new MongoClient(url);
  try {
    const db = client.db(database);
    await db.dropDatabase();
    for (const [name, documents] of copy) {
      if (documents.length > 0) await db.collection(name).insertMany([...documents]);
    }
  } finally {
    await client.close();
  }
};
