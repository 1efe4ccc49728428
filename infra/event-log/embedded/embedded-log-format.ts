import type { LogIds } from '@ledger/ledger/ports/event-log.js';
import { isUniqueId, type UniqueId } from '@ledger/ledger/kernel/unique-id.js';
import type { FileFormat } from '../../sqlite/file-format.js';
import { text, type Database } from '../../sqlite/sqlite-database.js';
import { UnreadableCell } from '../../sqlite/sqlite-faults.js';

const letter = "substr('0123456789abcdefghijklmnopqrstuvwxyz', abs(random() % 36) + 1, 1)";

/**
 * The log's file. `meta` holds the four letters of its positions, its id and that of its vault. Streams have integer ids; an event is found by position or by stream and revision. There is no
 * index over event ids: sameness is a matter of the expected revision. Durable when acknowledged (FULL).
 */
export const logFormat: FileFormat = {
  what: 'event log',
  applicationId: 0x534c4c47, // SLLG
  version: 3,
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

/** The format with the ids that a new log gets: its own and that of its vault. A log that exists keeps its ids. */
export const logFormatWith = ({ log, vault }: LogIds): FileFormat => ({
  ...logFormat,
  schema: `${logFormat.schema}
    INSERT INTO meta VALUES ('log', '${log}'), ('vault', '${vault}');
  `,
});

/** What a log's file says of itself. Throws UnreadableCell where something is missing or none of ours. */
export const readMeta = (db: Database): Readonly<{ letters: string; ids: LogIds }> => {
  const statement = db.prepare('SELECT value FROM meta WHERE key = ?');
  const cell = (key: string): string => text(statement.get(key)?.[0]);
  const id = (key: string): UniqueId => {
    const found = cell(key);
    if (!isUniqueId(found)) throw new UnreadableCell(`the id of the ${key} was expected in the database`);
    return found;
  };
  return { letters: cell('id'), ids: { log: id('log'), vault: id('vault') } };
};
