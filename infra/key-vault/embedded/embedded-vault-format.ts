import type { FileFormat } from '../../sqlite/file-format.js';

/**
 * The database file of the key vault. `meta`: the ids of the vault and its log, the hash of the master key, and the
 * look-up key. `keys`: data keys, encrypted with the master key; null if the key was destroyed. `tokens`: look-up
 * tokens, each of one person; a token that is bound only while commands hold it has a row `<token> <hold>` for each of
 * them. `traits`: per person, the tokens of traits that several persons may share, separated by
 * blanks; a search scans the whole table, because an index would make writing ten times slower. `erasing`: persons
 * whose erasure has begun and not ended. `erased`: the log position of the erasure. `blocks`: reserved blocks of worker
 * numbers. The data exists nowhere else, so a commit waits for the disk (`synchronous = FULL`).
 */
export const vaultFormat: FileFormat = {
  what: 'key vault',
  applicationId: 0x534c4b56, // “SLKV” in ASCII
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
