import { getSQLiteEventStore, sqliteConnection } from '@event-driven-io/emmett-sqlite';

const attemptsMax = 20;

/**
 * Emmett's driver sometimes cannot commit, because one of its own statements is still running (SQLITE_BUSY). It then
 * rolls the transaction back, and the work is tried again.
 */
const insisting = async (work) => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (error?.code !== 'SQLITE_BUSY' || attempt === attemptsMax) throw error;
    }
  }
};

/**
 * Emmett's SQLite store on one file, as durable as the ledger's log: emmett sets WAL, and synchronous FULL is the
 * default of SQLite. With `shared`, all calls use one open connection. Otherwise emmett opens a connection for every
 * call.
 */
export const openEmmett = async (fileName, shared) => {
  const connection = shared ? sqliteConnection({ fileName }) : null;
  const store = getSQLiteEventStore(
    connection === null ? { fileName } : { fileName, connectionOptions: { singleton: true, connection } },
  );
  await store.schema.migrate();
  return {
    append: async (stream, revision, events) => {
      await insisting(() =>
        store.appendToStream(stream, events, { expectedStreamVersion: BigInt(revision) }),
      );
    },
    read: async (stream) => (await store.readStream(stream)).events.length,
    close: () => connection?.close(),
  };
};
