import { StoreFault, type DocumentStore } from '@ledger/projections/ports/document-store.js';
import type { ServedDocuments } from './mongodb-documents.js';

/**
 * Documents for who folds into them and remembers what it has put: once the server was lost, nothing more is put. It may
 * have come back with an older copy, into which later events would be folded while those in between are left out. Whoever
 * folds opens the documents again, and takes up the checkpoints that are there.
 */
export const untroubledDocuments = (store: ServedDocuments): DocumentStore => {
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
