import { statSync } from 'node:fs';
import { openDatabase, text } from './sqlite-database.js';
import { damaged, isNoDatabase, needsWriter } from './sqlite-faults.js';

const checkWaitMs = 10_000;

/** Larger files are not looked through at each start: about a second's work. `verify` reads all of them. */
export const checkedBytesMax = 256 * 1024 * 1024;

/** How much of a file is looked through; `order` takes several times as long. */
export type Thoroughness = 'structure' | 'order';

const pragmas: Readonly<Record<Thoroughness, string>> = {
  structure: 'quick_check',
  order: 'integrity_check',
};

/** What is wrong with a file, in SQLite's words; null where nothing is. Throws what the driver throws. */
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

/** How a file is looked through. `mayRecover` says that the caller owns the file, and may write it. */
export type FileCheck = Readonly<{ bytesMax?: number; how?: Thoroughness; mayRecover?: boolean }>;

/**
 * A file that was left in the middle of its making has a rollback journal, which only a writer can roll back. Any other
 * file is not opened for writing: that alone would change it.
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
 * Looks through the structure of a database file: a page of it that was torn, or put there by somebody else, would
 * otherwise make rows disappear without a word. `order` also holds every row to the order and the indexes of its table.
 * Throws StorageFault DAMAGED; a file that is missing or that is no database is left to whoever opens it.
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
