import { AsyncLocalStorage } from 'node:async_hooks';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';

/** The reads of one request took too long. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
  constructor() {
    super('reading took too long; ask for less, or again');
  }
}

/** The deadline of the current request, on the process's monotonic clock. After it the request reads nothing more. */
const deadlines = new AsyncLocalStorage<number>();

/** Runs one request. All its reads through a `bounded` store together may take this many milliseconds. */
export const withDeadline = <T>(ms: number, run: () => T): T => deadlines.run(performance.now() + ms, run);

/** Runs a read; throws DeadlinePassed once the request's time is over. Outside a request there is no limit. */
const inTime = async <T>(read: () => Promise<T>): Promise<T> => {
  const deadline = deadlines.getStore();
  if (deadline === undefined) return read();
  const left = deadline - performance.now();
  if (left <= 0) throw new DeadlinePassed();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new DeadlinePassed());
    }, left);
  });
  try {
    return await Promise.race([read(), late]);
  } finally {
    clearTimeout(timer);
  }
};

/** A store whose reads end at the deadline of the request that makes them. */
export const bounded = (store: DocumentStore): DocumentStore => ({
  declare: (collection) => store.declare(collection),
  getMany: (collection, keys) => inTime(() => store.getMany(collection, keys)),
  putMany: (collection, docs) => store.putMany(collection, docs),
  find: (collection, query) => inTime(() => store.find(collection, query)),
  sum: (collection, query) => inTime(() => store.sum(collection, query)),
  drop: (collection) => store.drop(collection),
  close: () => store.close(),
});
