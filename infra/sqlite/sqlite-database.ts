import { DatabaseSync } from '@photostructure/sqlite';
import { isBusy, troubleOf, UnreadableCell } from './sqlite-faults.js';

/** What a cell holds. Integers are read as numbers: none of ours passes 2^53. */
export type Cell = string | number | null | Uint8Array;
export type Cells = readonly Cell[];

export interface Statement {
  /** Runs it and answers how many rows it changed. */
  run(...values: Cells): number;
  get(...values: Cells): Cells | undefined;
  all(...values: Cells): readonly Cells[];
}

export type Control = 'BEGIN' | 'BEGIN IMMEDIATE' | 'COMMIT' | 'ROLLBACK';

/**
 * The little of an SQLite driver that the engines use, so that another driver takes a day, not a month. Statements
 * keep their database alive, because a driver may finalize them when it is collected.
 */
export interface Database {
  exec(sql: string): void;
  /** Begins or ends a transaction: as a statement that is kept, because every commit pays for it. */
  control(sql: Control): void;
  prepare(sql: string): Statement;
  close(): void;
}

const isCells = (row: unknown): row is Cells => Array.isArray(row);

const cellsOf = (row: unknown): Cells => {
  if (!isCells(row)) throw new TypeError('the SQLite driver answered no row');
  return row;
};

/** A database; trouble with the disk is thrown as StorageFault, anything else as the driver has it. */
export const openDatabase = (
  file: string,
  { readOnly, waitMs }: Readonly<{ readOnly: boolean; waitMs: number }>,
): Database => {
  const db = new DatabaseSync(file, { readOnly, timeout: waitMs, returnArrays: true });
  const controls = new Map<Control, Readonly<{ run: () => unknown }>>();
  const told = <T>(work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      throw troubleOf(file, cause);
    }
  };
  const prepare = (sql: string): Statement => {
    const statement = told(() => db.prepare(sql));
    return {
      run: (...values) => told(() => (db.isOpen ? statement.run(...values).changes : 0)),
      get: (...values) => {
        const row = told((): unknown => statement.get(...values));
        return row === undefined ? undefined : cellsOf(row);
      },
      all: (...values) => {
        const rows = told((): unknown[] => statement.all(...values));
        return rows.every(isCells) ? rows : rows.map(cellsOf);
      },
    };
  };
  return {
    exec: (sql) => {
      told(() => {
        db.exec(sql);
      });
    },
    control: (sql) => {
      const statement = controls.get(sql) ?? told(() => db.prepare(sql));
      controls.set(sql, statement);
      told(() => statement.run());
    },
    prepare,
    close: () => {
      db.close();
    },
  };
};

/** The cell as text; throws UnreadableCell where it is none. */
export const text = (cell: Cell | undefined): string => {
  if (typeof cell !== 'string') throw new UnreadableCell('text was expected in the database');
  return cell;
};

export const integer = (cell: Cell | undefined): number => {
  if (typeof cell !== 'number' || !Number.isSafeInteger(cell))
    throw new UnreadableCell('an integer was expected in the database');
  return cell;
};

export const bytes = (cell: Cell | undefined): Uint8Array => {
  if (!(cell instanceof Uint8Array)) throw new UnreadableCell('bytes were expected in the database');
  return cell;
};

/** Runs `work` in one transaction; whatever it throws undoes all of it. */
export const inTransaction = <T>(db: Database, begin: 'BEGIN' | 'BEGIN IMMEDIATE', work: () => T): T => {
  db.control(begin);
  try {
    const result = work();
    db.control('COMMIT');
    return result;
  } catch (error) {
    // SQLite may have rolled back by itself (a full disk); then there is nothing left to roll back.
    try {
      db.control('ROLLBACK');
    } catch {
      // The first error is the one to tell.
    }
    throw error;
  }
};

/**
 * Brings the write-ahead log into the file and cuts it to nothing, so that what was overwritten is in neither. Answers
 * whether that was done: a reader of an older moment needs the write-ahead log, and is not waited for.
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
 * Closes a database that this process wrote. Its write-ahead log is brought into the file first, also where somebody
 * else still reads it: whoever copies the closed file has all of it. What cannot be brought in, as on a full disk, stays
 * in the write-ahead log and is not lost.
 */
export const closeWritten = (db: Database): void => {
  try {
    // A reader of an older moment keeps a part of it there, maybe for long: nobody waits for it.
    db.exec('PRAGMA busy_timeout = 0');
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // Told by whoever opens the file next, if it is still so.
  }
  db.close();
};
