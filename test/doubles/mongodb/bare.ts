import { storedOf, type StoredDocument } from '@ledger/infra/documents/mongodb/stored-document.js';
import type { Collection, Document, Stored } from '@ledger/projections/ports/document-store.js';
import { MongoClient, type AnyBulkWriteOperation } from 'mongodb';

export type BareWriter = Readonly<{
  write(collection: Collection, docs: readonly Stored<Document>[]): Promise<void>;
  close(): Promise<void>;
}>;

/** The least that puts documents on a server: bulk writes of the same documents, unguarded, without an index. */
export const bareBulkWriter = async ({
  url,
  database,
}: Readonly<{ url: string; database: string }>): Promise<BareWriter> => {
  const client = await new MongoClient(url, { writeConcern: { w: 'majority', journal: true } }).connect();
  const db = client.db(database);
  return {
    write: async (collection, docs) => {
      const operations = docs.map((stored): AnyBulkWriteOperation<StoredDocument> => {
        const replacement = storedOf(collection, stored, 'bare');
        return stored.was === 'none'
          ? { insertOne: { document: { ...replacement, _id: stored.key } as StoredDocument } }
          : { replaceOne: { filter: { _id: stored.key }, replacement } };
      });
      await db.collection<StoredDocument>(`c_${collection.name}`).bulkWrite(operations, { ordered: false });
    },
    close: () => client.close(),
  };
};
