import { getSQLiteEventStore, sqliteConnection } from '@event-driven-io/emmett-sqlite';

const attemptsMax = 20;

/**
 * Now and then its driver cannot commit because a statement of its own is still under way; what was begun is rolled
 * back then, and is done again.
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
 * Emmett's SQLite store over one file, durable as the ledger's log is: WAL as emmett sets it, synchronous FULL as
 * SQLite has it by itself. `shared` lends it one connection that is kept; of itself it opens one for every call.
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
