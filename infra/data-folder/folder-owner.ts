import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { openDatabase, type Database } from '../sqlite/sqlite-database.js';
import { FileFault } from '../sqlite/file-fault.js';
import { isBusy } from '../sqlite/sqlite-faults.js';
import { makeDataFolder, OwnedFault, type DataFolder, type OwnerNote } from './data-folder.js';
import { folderSentences } from './folder-problems.js';

/** A file lock. The operating system releases it when the process ends, also after a crash. */
export interface Lock {
  release(): void;
}

/**
 * Takes the lock on a file, or returns null if another process holds it after `waitMs`. The lock is an exclusive
 * SQLite transaction that stays open until `release`. Throws FileFault if the file cannot be opened or locked.
 */
export const tryLock = (file: string, waitMs = 0): Lock | null => {
  let db: Database;
  try {
    db = openDatabase(file, { readOnly: false, waitMs });
  } catch (cause) {
    throw new FileFault(...folderSentences.faultText('lockNotOpened', { file }, { cause }));
  }
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    if (isBusy(cause)) return null;
    const why = messageOf(cause);
    throw new FileFault(...folderSentences.faultText('lockNotTaken', { file, why }, { cause }));
  }
  return {
    release: () => {
      db.close();
    },
  };
};

const isOwnerNote = (value: unknown): value is OwnerNote =>
  typeof value === 'object' &&
  value !== null &&
  'pid' in value &&
  typeof value.pid === 'number' &&
  'address' in value &&
  (value.address === null || typeof value.address === 'string') &&
  'token' in value &&
  typeof value.token === 'string';

const readNote = (file: string): OwnerNote | null => {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isOwnerNote(value) ? value : null;
  } catch {
    // The owner has not written the note yet, or was killed before it could.
    return null;
  }
};

export interface Ownership {
  /** Writes the address at which the owner accepts requests into the owner note, for other processes. */
  announce(address: string): void;
  /** Random secret in the owner note. A request with this bearer token proves that its sender can read the folder. */
  readonly token: string;
  release(): void;
}

/** A new owner waits this long for the lock: `ownerOf` in another process may hold it for a moment. */
const probeMs = 300;

/**
 * Makes this process the only owner of the data folder. Throws OwnedFault if another process owns it, and FileFault if
 * the folder cannot be written (the lock is released again then).
 */
export const takeOwnership = (data: DataFolder, startedAt: string): Ownership => {
  makeDataFolder(data);
  const lock = tryLock(data.ownerLock, probeMs);
  if (lock === null) throw new OwnedFault(data.folder, readNote(data.ownerNote));
  const token = randomBytes(16).toString('hex');
  const announce = (address: string | null): void => {
    const note: OwnerNote = { pid: process.pid, address, token, startedAt };
    const draft = `${data.ownerNote}.draft`;
    try {
      writeFileSync(draft, JSON.stringify(note), { mode: 0o600 });
      renameSync(draft, data.ownerNote);
    } catch (cause) {
      const why = messageOf(cause);
      throw new FileFault(
        ...folderSentences.faultText('noteNotWritten', { file: data.ownerNote, why }, { cause }),
      );
    }
  };
  try {
    announce(null);
  } catch (fault) {
    lock.release();
    throw fault;
  }
  return {
    token,
    announce,
    release: () => {
      rmSync(data.ownerNote, { force: true });
      lock.release();
    },
  };
};

/**
 * The owner note of the process that owns the folder now. null: no process owns it. `unknown`: the lock is held, but
 * the owner note cannot be read.
 */
export const ownerOf = (data: DataFolder): OwnerNote | 'unknown' | null => {
  if (!existsSync(data.ownerLock)) return null;
  const lock = tryLock(data.ownerLock);
  if (lock === null) return readNote(data.ownerNote) ?? 'unknown';
  lock.release();
  return null;
};
