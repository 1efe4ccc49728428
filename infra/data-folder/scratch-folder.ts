import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeDataFolder, tryLock, type DataFolder, type Lock } from './data-folder.js';
import { makeFolder } from './make-folder.js';

/** A folder for files that are needed only while something runs. */
export interface Scratch {
  readonly folder: string;
  /** Removes it with all that is in it, and the folders above it that were made for it. */
  remove(): void;
}

const idBytes = 8;
/** How often another name is tried, where a sweep took the folder before it was locked. */
const attemptsMax = 20;
/** Who holds it uses the folder: the lock ends with its process. */
const lockName = 'in-use.lock';

const removed = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true });
};

/** Removes a folder that is empty; any other stays. */
const removeEmpty = (folder: string): void => {
  try {
    rmdirSync(folder);
  } catch {
    // Somebody has put something into it, or has removed it.
  }
};

/** The lock of a folder that nobody else uses or has removed; null where somebody has. */
const lockOf = (folder: string): Lock | null => {
  const file = join(folder, lockName);
  try {
    const lock = tryLock(file);
    if (lock === null || existsSync(file)) return lock;
    lock.release();
  } catch (error) {
    if (existsSync(folder)) throw error;
  }
  return null;
};

/** Removes the scratch folders of processes that have ended: what was killed has left its files. */
export const sweepScratch = ({ scratch }: DataFolder): void => {
  if (!existsSync(scratch)) return;
  for (const entry of readdirSync(scratch, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const folder = join(scratch, entry.name);
    const lock = lockOf(folder);
    if (lock === null) continue;
    removed(folder);
    lock.release();
  }
  removeEmpty(scratch);
};

const made = (data: DataFolder): Readonly<{ folder: string; lock: Lock }> => {
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    const folder = join(data.scratch, randomBytes(idBytes).toString('hex'));
    makeFolder(data.scratch);
    try {
      mkdirSync(folder, { mode: 0o700 });
    } catch (error) {
      // Another process has just removed the empty folder above.
      if (existsSync(data.scratch)) throw error;
      continue;
    }
    const lock = lockOf(folder);
    if (lock !== null) return { folder, lock };
  }
  throw new Error(`${data.scratch} is removed again and again`);
};

/**
 * Makes a scratch folder inside a data folder, for its user alone, and sweeps those that were left. Throws FileFault
 * where the data folder cannot be written.
 */
export const makeScratch = (data: DataFolder): Scratch => {
  const isNew = !existsSync(data.folder);
  makeDataFolder(data);
  sweepScratch(data);
  const { folder, lock } = made(data);
  return {
    folder,
    remove: () => {
      removed(folder);
      lock.release();
      removeEmpty(data.scratch);
      if (isNew) removeEmpty(data.folder);
    },
  };
};
