import type { FileFormat } from '../../sqlite/file-format.js';

/**
 * The vault's file: keys wrapped by the master key, look-up tokens that find one person, and of each person the tokens of
 * the traits that any number of persons may have, with blanks between them: in the order of the numbers they cost a tenth
 * of an index to write, and a search reads all of them. A null key was destroyed; of somebody erased the place in the log stands in `erased`, and whose
 * erasure has not ended yet in `erasing`. `meta` holds the ids of the vault and its log as well. It is truth, so a
 * commit waits for the disk (FULL).
 */
export const vaultFormat: FileFormat = {
  what: 'key vault',
  applicationId: 0x534c4b56, // SLKV
  version: 3,
  pragmas: [
    'journal_mode = WAL',
    'synchronous = FULL',
    'cache_size = -32768',
    'wal_autocheckpoint = 4000',
    'secure_delete = ON',
  ],
  schema: `
    CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE keys (subject TEXT PRIMARY KEY, wrapped BLOB) WITHOUT ROWID;
    CREATE TABLE tokens (token TEXT PRIMARY KEY, worker INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX tokens_by_worker ON tokens (worker);
    CREATE TABLE traits (worker INTEGER PRIMARY KEY, tokens TEXT NOT NULL);
    CREATE TABLE erasing (subject TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE blocks (last INTEGER NOT NULL, command TEXT NOT NULL, PRIMARY KEY (last, command)) WITHOUT ROWID;
    CREATE TABLE erased (subject TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
    CREATE INDEX erased_by_place ON erased (at);
    INSERT INTO meta VALUES ('vault', lower(hex(randomblob(16))));
  `,
};
