import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import { passedVault } from './passed-vault.js';

/** The reads in the order in which they were made, each as the kind of read and the view. */
export type Reads = string[];

/** A collection name begins with its view's name: `acts.v3.b1` belongs to `acts`. */
const viewOf = (collection: string): string => /^[a-z]+/i.exec(collection)?.[0] ?? collection;

/** A store that records its reads. `pause` is awaited before each of them. */
export const countedStore = (
  store: DocumentStore,
  reads: Reads,
  pause: () => Promise<void>,
): DocumentStore => {
  const read = async <T>(what: string, collection: string, run: () => Promise<T>): Promise<T> => {
    reads.push(`${what} ${viewOf(collection)}`);
    await pause();
    return run();
  };
  return {
    declare: (collection) => store.declare(collection),
    getMany: (collection, keys) => read('get', collection, () => store.getMany(collection, keys)),
    putMany: (collection, docs) => store.putMany(collection, docs),
    find: (collection, query) => read('find', collection, () => store.find(collection, query)),
    sum: (collection, query) =>
      read(query.bytes === null ? 'sum' : 'sum people of', collection, () => store.sum(collection, query)),
    drop: (collection) => store.drop(collection),
    close: () => store.close(),
  };
};

/** A vault that records `keys` for each request of data keys. */
export const countedVault = (vault: KeyVault, reads: Reads): KeyVault => ({
  ...passedVault(vault),
  existingKeys: (subjects) => {
    reads.push('keys');
    return vault.existingKeys(subjects);
  },
});

/**
 * A log that records `streams` for each read of streams. If `trouble` returns an error, reading the end of the log
 * throws it.
 */
export const countedLog = (log: EventLog, reads: Reads, trouble: () => Error | null): EventLog => ({
  start: log.start,
  append: (chain) => log.append(chain),
  readStreams: (streams) => {
    reads.push('streams');
    return log.readStreams(streams);
  },
  readAll: (after, limit) => log.readAll(after, limit),
  idAt: (position) => log.idAt(position),
  head: async () => {
    const fault = trouble();
    if (fault !== null) throw fault;
    return log.head();
  },
  changed: (after, signal) => log.changed(after, signal),
  close: () => log.close(),
});
