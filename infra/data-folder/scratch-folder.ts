import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeDataFolder, type DataFolder } from './data-folder.js';
import { tryLock, type Lock } from './folder-owner.js';
import { makeFolder } from './make-folder.js';

/** A folder for temporary files of one process. */
export interface Scratch {
  readonly folder: string;
  /** Removes the folder with its content, and the parent folders that were created for it if they are empty. */
  remove(): void;
}

const idBytes = 8;
/** Number of attempts: the sweep of another process may remove a new folder before it is locked. */
const attemptsMax = 20;
/** Lock file inside each scratch folder. The process that uses the folder holds the lock until it ends. */
const lockName = 'in-use.lock';

const removed = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true });
};

/** Removes a folder only if it is empty. */
const removeEmpty = (folder: string): void => {
  try {
    rmdirSync(folder);
  } catch {
    // Another process has created something in the folder, or has removed the folder.
  }
};

/** Locks a scratch folder. null: another process uses the folder or has removed it. */
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

/** Removes the scratch folders of processes that have ended: a killed process cannot remove its own. */
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
      // Another process has just removed the empty parent folder: try again.
      if (existsSync(data.scratch)) throw error;
      continue;
    }
    const lock = lockOf(folder);
    if (lock !== null) return { folder, lock };
  }
  throw new Error(`${data.scratch} is removed again and again`);
};

/**
 * Creates a scratch folder inside a data folder, readable for the current user only. Also removes the scratch folders
 * of processes that have ended. Throws FileFault if the data folder cannot be written.
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
