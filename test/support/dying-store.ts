import type { DocumentStore } from '@ledger/projections/ports/document-store.js';

/**
 * A store that simulates a killed process: the put with this number (from 1), and all later ones, throw. `isStored`
 * says whether this one put is written before it throws.
 */
export const dyingAt = (store: DocumentStore, put: number, isStored: boolean): DocumentStore => {
  let puts = 0;
  return {
    declare: (collection) => store.declare(collection),
    getMany: (collection, keys) => store.getMany(collection, keys),
    putMany: async (collection, docs) => {
      puts += 1;
      if (puts < put) return store.putMany(collection, docs);
      if (isStored && puts === put) await store.putMany(collection, docs);
      throw new Error('killed');
    },
    find: (collection, query) => store.find(collection, query),
    sum: (collection, query) => store.sum(collection, query),
    drop: (collection) => store.drop(collection),
    close: () => store.close(),
  };
};
