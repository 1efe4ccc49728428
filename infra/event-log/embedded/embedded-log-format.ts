import type { LogIds } from '@ledger/ledger/ports/event-log.js';
import { isUniqueId, type UniqueId } from '@ledger/ledger/kernel/unique-id.js';
import type { FileFormat } from '../../sqlite/file-format.js';
import { text, type Database } from '../../sqlite/sqlite-database.js';
import { UnreadableCell } from '../../sqlite/sqlite-faults.js';

const letter = "substr('0123456789abcdefghijklmnopqrstuvwxyz', abs(random() % 36) + 1, 1)";

/**
 * The database file of the event log. `meta` holds the four characters that begin each position, the id of the log and
 * the id of its vault. Streams have integer ids. Events are indexed by position and by stream and revision, not by
 * event id: a repeated append is recognised at its expected revision. `synchronous = FULL` makes an acknowledged
 * append durable. An origin is stored once for the events of one command, under the position of the first of them: it is
 * as long as the data of an event, and most commands write three events.
 */
export const logFormat: FileFormat = {
  what: 'event log',
  applicationId: 0x534c4c47, // “SLLG” in ASCII
  version: 4,
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
      oid INTEGER NOT NULL,
      UNIQUE (sid, rev)
    );
    CREATE TABLE origins (oid INTEGER PRIMARY KEY, origin TEXT NOT NULL);
    INSERT INTO meta VALUES ('id', ${[letter, letter, letter, letter].join(' || ')});
  `,
};

/** The format with the log id and the vault id for a new file. The ids in an existing file are not changed. */
export const logFormatWith = ({ log, vault }: LogIds): FileFormat => ({
  ...logFormat,
  schema: `${logFormat.schema}
    INSERT INTO meta VALUES ('log', '${log}'), ('vault', '${vault}');
  `,
});

/** Reads the ids from the `meta` table. Throws UnreadableCell if one is missing or malformed. */
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
