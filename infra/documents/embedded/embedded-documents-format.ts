import type { FileFormat } from '../../sqlite/file-format.js';

/**
 * The database file of the views: one table per collection, created when the collection is declared. The views can be
 * deleted and folded again, so a commit need not wait for the disk (`synchronous = NORMAL`).
 */
export const documentsFormat: FileFormat = {
  what: 'database of views',
  applicationId: 0x534c5657, // “SLVW” in ASCII
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
