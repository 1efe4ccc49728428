import { storedOf, type MongoDocument } from '@ledger/infra/documents/mongodb/stored-document.js';
import type { Collection, Document, DocumentPut } from '@ledger/projections/ports/document-store.js';
import { MongoClient, type AnyBulkWriteOperation } from 'mongodb';

export type BareWriter = Readonly<{
  write(collection: Collection, docs: readonly DocumentPut<Document>[]): Promise<void>;
  close(): Promise<void>;
}>;

/**
 * A baseline for benchmarks: writes the documents with the driver's bulk write alone, without compare-and-set and
 * without additional indexes.
 */
export const bareBulkWriter = async ({
  url,
  database,
}: Readonly<{ url: string; database: string }>): Promise<BareWriter> => {
  const client = await new MongoClient(url, { writeConcern: { w: 'majority', journal: true } }).connect();
  const db = client.db(database);
  return {
    write: async (collection, docs) => {
      const operations = docs.map((stored): AnyBulkWriteOperation<MongoDocument> => {
        const replacement = storedOf(collection, stored, 'bare');
        return stored.was === 'none'
          ? { insertOne: { document: { ...replacement, _id: stored.key } as MongoDocument } }
          : { replaceOne: { filter: { _id: stored.key }, replacement } };
      });
      await db.collection<MongoDocument>(`c_${collection.name}`).bulkWrite(operations, { ordered: false });
    },
    close: () => client.close(),
  };
};
