import type { FileFormat } from '../../sqlite/file-format.js';

const letter = "substr('0123456789abcdefghijklmnopqrstuvwxyz', abs(random() % 36) + 1, 1)";

/**
 * The log's file. Streams have integer ids; an event is found by position or by stream and revision. There is no
 * index over event ids: sameness is a matter of the expected revision. Durable when acknowledged (FULL).
 */
export const logFormat: FileFormat = {
  what: 'event log',
  applicationId: 0x534c4c47, // SLLG
  version: 1,
  pragmas: [
    'page_size = 8192',
    'journal_mode = WAL',
    'synchronous = FULL',
    'cache_size = -65536',
    'wal_autocheckpoint = 4000',
  ],
  schema: `
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE streams (sid INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE events (
      pos INTEGER PRIMARY KEY,
      sid INTEGER NOT NULL,
      rev INTEGER NOT NULL,
      eid TEXT NOT NULL,
      type TEXT NOT NULL,
      data TEXT NOT NULL,
      origin TEXT NOT NULL,
      UNIQUE (sid, rev)
    );
    INSERT INTO meta VALUES ('id', ${[letter, letter, letter, letter].join(' || ')});
  `,
};
