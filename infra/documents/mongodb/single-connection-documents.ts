import { StoreFault, type DocumentStore } from '@ledger/projections/ports/document-store.js';
import type { ServedDocuments } from './mongodb-documents.js';

/**
 * Wraps a document store for a projector, which remembers the documents it has put. After a lost connection, putMany
 * throws StoreFault: the server may have come back with an older copy, and folding later events into it would leave out
 * the events in between. The projector must then open the store again and continue from the checkpoints stored there.
 */
export const singleConnectionDocuments = (store: ServedDocuments): DocumentStore => {
  const { troubles } = store;
  return {
    declare: (collection) => store.declare(collection),
    getMany: (collection, keys) => store.getMany(collection, keys),
    putMany: async (collection, docs) => {
      if (store.troubles === troubles) return store.putMany(collection, docs);
      throw new StoreFault(
        'STORE_FAULT',
        'the MongoDB was away for a moment: the views are taken up from it anew',
      );
    },
    find: (collection, query) => store.find(collection, query),
    sum: (collection, query) => store.sum(collection, query),
    drop: (collection) => store.drop(collection),
    close: () => store.close(),
  };
};
