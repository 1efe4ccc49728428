import { statSync } from 'node:fs';
import { openDatabase, text } from './sqlite-database.js';
import { damaged, isNoDatabase, needsWriter } from './sqlite-faults.js';

const checkWaitMs = 10_000;

/**
 * Larger files are not checked at each start: 256 MiB take about a second. `ledger verify` checks files of any size.
 */
export const checkedBytesMax = 256 * 1024 * 1024;

/** How thoroughly a file is checked; `order` takes several times as long as `structure`. */
export type Thoroughness = 'structure' | 'order';

const pragmas: Readonly<Record<Thoroughness, string>> = {
  structure: 'quick_check',
  order: 'integrity_check',
};

/**
 * SQLite's message about the damage in a file; null if there is none, or if the file is not a database. Throws the
 * errors of the driver.
 */
const troubleIn = (file: string, how: Thoroughness, readOnly = true): string | null => {
  const db = openDatabase(file, { readOnly, waitMs: checkWaitMs });
  try {
    const found = text(db.prepare(`PRAGMA ${pragmas[how]}(1)`).get()?.[0]);
    return found === 'ok' ? null : found.replaceAll('\n', ' ');
  } catch (error) {
    if (isNoDatabase(error)) return null;
    throw error;
  } finally {
    db.close();
  }
};

/** How a file is checked. `mayRecover`: the caller owns the file and may write to it. */
export type FileCheck = Readonly<{ bytesMax?: number; how?: Thoroughness; mayRecover?: boolean }>;

/**
 * Runs `work` read-only. If that fails because a process was killed while it created the file, and left a rollback
 * journal, `work` runs again as a writer, because only a writer can roll back. Other files are not opened for writing:
 * that alone would change them.
 */
const recovering = <T>(mayRecover: boolean, work: (readOnly: boolean) => T): T => {
  try {
    return work(true);
  } catch (error) {
    if (!mayRecover || !needsWriter(error)) throw error;
    return work(false);
  }
};

/**
 * Checks a database file. A damaged page would otherwise make rows disappear without an error. `structure` checks the
 * pages; `order` also checks the order of all rows and compares them with the indexes. Throws StorageFault DAMAGED. A
 * missing file, or one that is not a database, is not reported here but when it is opened.
 */
export const checkFile = (
  file: string,
  { bytesMax = checkedBytesMax, how = 'structure', mayRecover = false }: FileCheck = {},
): void => {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0 || size > bytesMax) return;
  const trouble = recovering(mayRecover, (readOnly) => troubleIn(file, how, readOnly));
  if (trouble !== null) throw damaged(file, trouble);
};
