import { openMongoDocuments } from '@ledger/infra/documents/mongodb/mongodb-documents.js';
import { openMongoVault } from '@ledger/infra/key-vault/mongodb/mongodb-vault.js';
import type { MongoPlace } from '@ledger/infra/mongodb/mongodb-connection.js';
import type { NotedVault } from '@ledger/ledger/ports/key-vault.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import { dropDatabase, freshDatabase, startMongo } from '../doubles/mongodb/server.js';
import { contractMasterKey } from './embedded-places.js';
import type { Place } from './places.js';

const inFreshDatabase = async <H>(open: (place: MongoPlace) => Promise<H>): Promise<Place<H>> => {
  const server = await startMongo();
  const database = freshDatabase();
  return {
    open: () => open({ url: server.url, database }),
    remove: async () => {
      await dropDatabase(server.url, database);
      await server.stop();
    },
  };
};

export const mongoDocuments = (): Promise<Place<DocumentStore>> =>
  inFreshDatabase((place) => openMongoDocuments(place, 'write'));

export const mongoVaults = (): Promise<Place<NotedVault>> =>
  inFreshDatabase((place) => openMongoVault(place, contractMasterKey, 'write'));
