import type { FileFormat } from '../../sqlite/file-format.js';

/**
 * The views' file: a table per collection, made when it is declared. It can be thrown away and folded again, so a
 * commit need not wait for the disk (NORMAL).
 */
export const documentsFormat: FileFormat = {
  what: 'database of views',
  applicationId: 0x534c5657, // SLVW
  version: 1,
  pragmas: [
    'page_size = 8192',
    'journal_mode = WAL',
    'synchronous = NORMAL',
    'cache_size = -131072',
    'wal_autocheckpoint = 4000',
  ],
  schema: 'CREATE TABLE collections (name TEXT PRIMARY KEY, shape TEXT) WITHOUT ROWID;',
};
