import { statSync } from 'node:fs';
import { openDatabase, text } from './database.js';
import { damaged, isNoDatabase } from './trouble.js';

const checkWaitMs = 10_000;

/** Larger files are not looked through at each start: about a second's work. `verify` reads all of them. */
export const checkedBytesMax = 256 * 1024 * 1024;

/**
 * Looks through the structure of a database file: a page of it that was torn, or put there by somebody else, would
 * otherwise make rows disappear without a word; `order` also holds every row to the order and the indexes of its table,
 * which takes several times as long. Throws StorageFault DAMAGED; a file that is missing or that is no
 * database is left to whoever opens it.
 */
export const checkFile = (
  file: string,
  {
    bytesMax = checkedBytesMax,
    how = 'structure',
  }: Readonly<{ bytesMax?: number; how?: 'structure' | 'order' }> = {},
): void => {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0 || size > bytesMax) return;
  const db = openDatabase(file, { readOnly: true, waitMs: checkWaitMs });
  try {
    const found = text(
      db.prepare(`PRAGMA ${how === 'order' ? 'integrity_check' : 'quick_check'}(1)`).get()?.[0],
    );
    if (found !== 'ok') throw damaged(file, found.replaceAll('\n', ' '));
  } catch (error) {
    if (!isNoDatabase(error)) throw error;
  } finally {
    db.close();
  }
};
