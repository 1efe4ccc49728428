import type { FileFormat } from '@ledger/infra/sqlite/file-format.js';

/**
 * A ledger without events, as one would write it by hand: tables of the current state, and totals that the same
 * transaction updates. A commit is durable (synchronous = FULL). Driver and pragmas are those of the ledger.
 */
export const handWrittenFormat: FileFormat = {
  what: 'hand-written ledger',
  applicationId: 0x534c4857, // “SLHW” in ASCII
  version: 1,
  pragmas: [
    'page_size = 8192',
    'journal_mode = WAL',
    'synchronous = FULL',
    'cache_size = -131072',
    'wal_autocheckpoint = 4000',
  ],
  schema: `
    CREATE TABLE people (
      worker INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE, wrapped BLOB NOT NULL,
      membership TEXT NOT NULL, name TEXT, sex TEXT, occupation TEXT, employer TEXT, registered TEXT NOT NULL
    );
    CREATE TABLE acts (
      id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, day TEXT NOT NULL,
      district TEXT NOT NULL, place TEXT, worker INTEGER, session TEXT, headcount INTEGER NOT NULL,
      sessions INTEGER NOT NULL, minutes INTEGER NOT NULL, items INTEGER NOT NULL, amount_fen INTEGER,
      paid_fen INTEGER NOT NULL, state TEXT NOT NULL, name TEXT, note TEXT, judged_by TEXT,
      recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL
    );
    CREATE INDEX acts_by_worker ON acts (worker, day);
    CREATE INDEX acts_by_district ON acts (district, day);
    CREATE TABLE buckets (
      id INTEGER PRIMARY KEY, district TEXT NOT NULL, kind TEXT NOT NULL, month TEXT NOT NULL,
      acts INTEGER NOT NULL, headcount INTEGER NOT NULL, sessions INTEGER NOT NULL, minutes INTEGER NOT NULL,
      items INTEGER NOT NULL, amount_fen INTEGER NOT NULL, paid_fen INTEGER NOT NULL,
      UNIQUE (district, kind, month)
    );
    CREATE TABLE bucket_people (
      bucket INTEGER NOT NULL, worker INTEGER NOT NULL, acts INTEGER NOT NULL, PRIMARY KEY (bucket, worker)
    ) WITHOUT ROWID;
  `,
};
