import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import { passedVault } from './passed-vault.js';

/** What was read, in order: the read and the view it was of. */
export type Reads = string[];

/** `acts.v3.b1` and the like are of the view `acts`. */
const viewOf = (collection: string): string => /^[a-z]+/i.exec(collection)?.[0] ?? collection;

/** A store that keeps account of its reads, and may be slow. */
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

/** A vault that keeps account of the reading of keys. */
export const countedVault = (vault: KeyVault, reads: Reads): KeyVault => ({
  ...passedVault(vault),
  existingKeys: (subjects) => {
    reads.push('keys');
    return vault.existingKeys(subjects);
  },
});

/** A log that keeps account of the reading of streams, and may be in trouble. */
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
