import { basename } from 'node:path';
import {
  integer,
  openDatabase as open,
  type Cells,
  type Control,
  type Database,
  type Statement,
} from '@ledger/infra/sqlite/sqlite-database.js';
import { passing, planNow, type FaultPoint } from './plan.js';

export * from '@ledger/infra/sqlite/sqlite-database.js';

type Written =
  | ('events' | 'keys' | 'documents' | 'digests' | 'checkpoint')
  | ('log file' | 'vault file' | 'master key' | 'binding' | 'block');

const writtenToVault = (sql: string): Written | null => {
  if (sql.includes('INTO keys')) return 'keys';
  if (sql.includes('INTO blocks')) return 'block';
  if (!sql.includes('INTO meta')) return null;
  return sql.includes("'log'") ? 'binding' : 'master key';
};

/** The new file that these SQL statements create; null if they create neither the log nor the vault. */
const madeBy = (file: string, sql: string): Written | null => {
  if (file === 'log.db' && sql.includes('CREATE TABLE events')) return 'log file';
  return file === 'vault.db' && sql.includes('CREATE TABLE keys') ? 'vault file' : null;
};

/** The kind of data that a statement writes; null if no kill moment depends on it. */
const writtenBy = (file: string, sql: string): Written | null => {
  if (!/^\s*(INSERT|UPDATE)/.test(sql)) return null;
  if (file === 'log.db') return sql.includes('INTO events') ? 'events' : null;
  if (file === 'vault.db') return writtenToVault(sql);
  if (file !== 'views.db' || !sql.includes('"c_')) return null;
  if (sql.includes('"c_checkpoints"')) return 'checkpoint';
  return sql.includes('"c_digests') ? 'digests' : 'documents';
};

/**
 * The kill moments of a transaction by the data it writes. `within`: after the statement has run. `before` and
 * `behind`: before and after the commit.
 */
const around: Readonly<
  Record<Written, Readonly<{ within?: FaultPoint; before?: FaultPoint; behind?: FaultPoint }>>
> = {
  events: {
    within: 'log: within the group of a commit',
    before: 'log: in front of the commit',
    behind: 'log: between commit and acknowledgement',
  },
  keys: { before: 'vault: in front of the commit', behind: 'vault: between keys and act' },
  documents: { within: 'views: within a put', behind: 'views: between put and checkpoint' },
  digests: { behind: 'views: between digests and their checkpoint' },
  checkpoint: {
    before: 'views: in front of the commit of the checkpoint',
    behind: 'views: behind the checkpoint',
  },
  'vault file': {
    before: 'start: in front of the commit of the vault',
    behind: 'start: between the vault and its master key',
  },
  'master key': { behind: 'start: between vault and log' },
  'log file': {
    before: 'start: in front of the commit of the log',
    behind: 'start: between log and binding',
  },
  binding: { within: 'start: behind the binding' },
  block: { within: 'start: between the note of a block and the log' },
};

const pass = (moment: FaultPoint | undefined): void => {
  if (moment !== undefined) passing(moment);
};

/** SQLite's own maximum for the number of pages, which means no limit. */
const pagesMax = 1_073_741_823;

/** A database that reports the kill moments it passes, and behaves like one on a full disk if the plan says so. */
class FaultyDatabase implements Database {
  private written: Written | null = null;
  private isFull = false;

  constructor(
    private readonly db: Database,
    private readonly file: string,
  ) {}

  exec(sql: string): void {
    this.db.exec(sql);
    this.written = madeBy(this.file, sql) ?? this.written;
  }

  control(sql: Control): void {
    if (sql === 'BEGIN IMMEDIATE') this.limit();
    const written = sql === 'COMMIT' ? this.written : null;
    if (written !== null) pass(around[written].before);
    this.db.control(sql);
    this.written = null;
    if (written !== null) pass(around[written].behind);
  }

  /** Simulates a full disk: the file may not get more pages than it has now. SQLite then fails with SQLITE_FULL. */
  private limit(): void {
    const isFull = planNow().full?.includes(this.file) === true;
    if (isFull === this.isFull) return;
    const pages = isFull ? integer(this.db.prepare('PRAGMA page_count').get()?.[0]) : pagesMax;
    this.db.exec(`PRAGMA max_page_count = ${String(pages)}`);
    this.isFull = isFull;
  }

  prepare(sql: string): Statement {
    const statement = this.db.prepare(sql);
    const written = writtenBy(this.file, sql);
    if (written === null) return statement;
    const run = (...values: Cells): number => {
      const changed = statement.run(...values);
      this.written = written;
      pass(around[written].within);
      return changed;
    };
    return {
      run,
      get: (...values) => statement.get(...values),
      all: (...values) => statement.all(...values),
    };
  }

  close(): void {
    this.db.close();
  }
}

export const openDatabase: typeof open = (file, options) =>
  new FaultyDatabase(open(file, options), basename(file));
