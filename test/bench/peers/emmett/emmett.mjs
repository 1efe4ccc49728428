import { getSQLiteEventStore, sqliteConnection } from '@event-driven-io/emmett-sqlite';

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
      await store.appendToStream(stream, events, { expectedStreamVersion: BigInt(revision) });
    },
    read: async (stream) => (await store.readStream(stream)).events.length,
    close: () => connection?.close(),
  };
};
