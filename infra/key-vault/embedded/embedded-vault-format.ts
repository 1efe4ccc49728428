import type { FileFormat } from '../../sqlite/file-format.js';

/**
 * The vault's file: keys wrapped by the master key, and look-up tokens. A null key is that of somebody erased, with
 * the place in the log in `erased`. `meta` holds the ids of the vault and its log as well. It is truth, so a commit
 * waits for the disk (FULL).
 */
export const vaultFormat: FileFormat = {
  what: 'key vault',
  applicationId: 0x534c4b56, // SLKV
  version: 2,
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
    CREATE TABLE blocks (last INTEGER NOT NULL, command TEXT NOT NULL, PRIMARY KEY (last, command)) WITHOUT ROWID;
    CREATE TABLE erased (subject TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
    CREATE INDEX erased_by_place ON erased (at);
    INSERT INTO meta VALUES ('vault', lower(hex(randomblob(16))));
  `,
};
