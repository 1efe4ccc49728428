import { DatabaseSync } from '@photostructure/sqlite';
import { isBusy, troubleOf, UnreadableCell } from './sqlite-faults.js';

/** The value of a cell. Integers are returned as numbers; no query may return one beyond 2^53 − 1. */
export type SqlValue = string | number | null | Uint8Array;
export type Cells = readonly SqlValue[];

export interface Statement {
  /** Runs the statement and returns the number of changed rows. */
  run(...values: Cells): number;
  get(...values: Cells): Cells | undefined;
  all(...values: Cells): readonly Cells[];
}

export type Control = 'BEGIN' | 'BEGIN IMMEDIATE' | 'COMMIT' | 'ROLLBACK';

/**
 * The few functions of an SQLite driver that this project uses, so that the driver is easy to replace. A statement
 * keeps a reference to its database: a driver may finalize statements when the database object is garbage-collected.
 */
export interface Database {
  exec(sql: string): void;
  /** Begins or ends a transaction with a prepared statement, because this runs at every commit. */
  control(sql: Control): void;
  prepare(sql: string): Statement;
  close(): void;
}

const isCells = (row: unknown): row is Cells => Array.isArray(row);

const cellsOf = (row: unknown): Cells => {
  if (!isCells(row)) throw new TypeError('the SQLite driver answered no row');
  return row;
};

/**
 * Opens a database file. `waitMs` is the wait for locks of other connections. Its functions throw StorageFault for a
 * damaged file or a failing disk, and any other error of the driver unchanged.
 */
export const openDatabase = (
  file: string,
  { readOnly, waitMs }: Readonly<{ readOnly: boolean; waitMs: number }>,
): Database => {
  const db = new DatabaseSync(file, { readOnly, timeout: waitMs, returnArrays: true });
  const controls = new Map<Control, Readonly<{ run: () => unknown }>>();
  const asFault = <T>(work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      throw troubleOf(file, cause);
    }
  };
  const prepare = (sql: string): Statement => {
    const statement = asFault(() => db.prepare(sql));
    return {
      run: (...values) => asFault(() => (db.isOpen ? statement.run(...values).changes : 0)),
      get: (...values) => {
        const row = asFault((): unknown => statement.get(...values));
        return row === undefined ? undefined : cellsOf(row);
      },
      all: (...values) => {
        const rows = asFault((): unknown[] => statement.all(...values));
        return rows.every(isCells) ? rows : rows.map(cellsOf);
      },
    };
  };
  return {
    exec: (sql) => {
      asFault(() => {
        db.exec(sql);
      });
    },
    control: (sql) => {
      const statement = controls.get(sql) ?? asFault(() => db.prepare(sql));
      controls.set(sql, statement);
      asFault(() => statement.run());
    },
    prepare,
    close: () => {
      db.close();
    },
  };
};

/** Returns the cell as text. Throws UnreadableCell if it contains another type. */
export const text = (cell: SqlValue | undefined): string => {
  if (typeof cell !== 'string') throw new UnreadableCell('text was expected in the database');
  return cell;
};

export const integer = (cell: SqlValue | undefined): number => {
  if (typeof cell !== 'number' || !Number.isSafeInteger(cell))
    throw new UnreadableCell('an integer was expected in the database');
  return cell;
};

export const bytes = (cell: SqlValue | undefined): Uint8Array => {
  if (!(cell instanceof Uint8Array)) throw new UnreadableCell('bytes were expected in the database');
  return cell;
};

/** Runs `work` in one transaction. If it throws, the transaction is rolled back and the error is thrown again. */
export const inTransaction = <T>(db: Database, begin: 'BEGIN' | 'BEGIN IMMEDIATE', work: () => T): T => {
  db.control(begin);
  try {
    const result = work();
    db.control('COMMIT');
    return result;
  } catch (error) {
    // SQLite may have rolled back by itself, for example on a full disk: ROLLBACK then throws an error.
    try {
      db.control('ROLLBACK');
    } catch {
      // Ignored: the first error says what went wrong.
    }
    throw error;
  }
};

/**
 * Moves the content of the write-ahead log into the database file and truncates the log, so that overwritten bytes are
 * in neither file. Returns false if a reader still needs the write-ahead log; this function does not wait for readers.
 */
export const emptyWriteAheadLog = (db: Database): boolean => {
  const waitMs = integer(db.prepare('PRAGMA busy_timeout').get()?.[0]);
  db.exec('PRAGMA busy_timeout = 0');
  try {
    return db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.[0] === 0;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  } finally {
    db.exec(`PRAGMA busy_timeout = ${String(waitMs)}`);
  }
};

/**
 * Closes a database that this process has written. The content of the write-ahead log is moved into the file first,
 * also while others read it, so that a copy of the closed file is complete. If this fails, for example on a full disk,
 * the content stays in the write-ahead log and is not lost.
 */
export const closeWritten = (db: Database): void => {
  try {
    // No waiting: a reader of an older snapshot may block a part of the write-ahead log for a long time.
    db.exec('PRAGMA busy_timeout = 0');
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // Ignored: if the problem persists, the next opening of the file reports it.
  }
  db.close();
};
