import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToldFault } from '@ledger/ledger/kernel/told-fault.js';
import type { Telling } from '@ledger/ledger/kernel/two-languages.js';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { openDatabase, type Database } from '../sqlite/sqlite-database.js';
import { FileFault } from '../sqlite/file-format.js';
import { isBusy } from '../sqlite/sqlite-faults.js';
import { folderSentences } from './folder-problems.js';
import { makeFolder } from './make-folder.js';

/** Where everything of one ledger lies. */
export type DataFolder = Readonly<{
  folder: string;
  log: string;
  vault: string;
  views: string;
  ownerLock: string;
  ownerNote: string;
  projectorLock: string;
  /** Sheets that came in, and what is known of dry runs: sealed bytes alone. */
  imports: string;
  /** Names this folder among those of other machines with the same log. */
  place: string;
  /** Files that are needed only while something runs. */
  scratch: string;
}>;

export const dataFolder = (folder: string): DataFolder => ({
  folder,
  log: join(folder, 'log.db'),
  vault: join(folder, 'vault.db'),
  views: join(folder, 'views.db'),
  ownerLock: join(folder, 'owner.lock'),
  ownerNote: join(folder, 'owner.json'),
  projectorLock: join(folder, 'projector.lock'),
  imports: join(folder, 'imports'),
  place: join(folder, 'place'),
  scratch: join(folder, 'scratch'),
});

/** Makes the folder where it is missing. Throws FileFault where it cannot be written. */
export const makeDataFolder = ({ folder }: DataFolder): void => {
  try {
    makeFolder(folder);
    const probe = join(folder, `.probe-${randomBytes(4).toString('hex')}`);
    writeFileSync(probe, '', { mode: 0o600 });
    rmSync(probe);
  } catch (cause) {
    const why = messageOf(cause);
    throw new FileFault(...folderSentences.told('folderNotWritable', { folder, why }, { cause }));
  }
};

/** A lock of the operating system that dies with the process. */
export interface Lock {
  release(): void;
}

/** Takes the lock; null where somebody holds it. It is an exclusive transaction, held until released. */
export const tryLock = (file: string, waitMs = 0): Lock | null => {
  let db: Database;
  try {
    db = openDatabase(file, { readOnly: false, waitMs });
  } catch (cause) {
    throw new FileFault(...folderSentences.told('lockNotOpened', { file }, { cause }));
  }
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    if (isBusy(cause)) return null;
    const why = messageOf(cause);
    throw new FileFault(...folderSentences.told('lockNotTaken', { file, why }, { cause }));
  }
  return {
    release: () => {
      db.close();
    },
  };
};

/** What the owner tells others; to be believed only while the lock is held. */
export type OwnerNote = Readonly<{ pid: number; address: string | null; token: string; startedAt: string }>;

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
    // The owner is just writing it, or was killed before it could.
    return null;
  }
};

const ownedTold = (folder: string, owner: OwnerNote | null): Telling => {
  if (owner === null) return folderSentences.told('ownedBySomebody', { folder });
  const { pid, address } = owner;
  return address === null
    ? folderSentences.told('ownedByProcess', { folder, pid })
    : folderSentences.told('ownedAtAddress', { folder, pid, address });
};

/** The folder has an owner already. */
export class OwnedFault extends ToldFault {
  override readonly name = 'OwnedFault';
  constructor(
    folder: string,
    readonly owner: OwnerNote | null,
  ) {
    super(...ownedTold(folder, owner));
  }
}

export interface Ownership {
  /** Tells others where the owner listens. */
  announce(address: string): void;
  /** What only who may read the folder knows: it opens the owner's orders. */
  readonly token: string;
  release(): void;
}

/** How long a new owner waits for somebody who only looks whether there is one. */
const probeMs = 300;

/**
 * Makes this process the one owner of the folder. Throws OwnedFault where there is one, FileFault where nothing can be
 * written there; nobody owns it then.
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
        ...folderSentences.told('noteNotWritten', { file: data.ownerNote, why }, { cause }),
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

/** Who owns the folder now; null for nobody. */
export const ownerOf = (data: DataFolder): OwnerNote | 'unknown' | null => {
  if (!existsSync(data.ownerLock)) return null;
  const lock = tryLock(data.ownerLock);
  if (lock === null) return readNote(data.ownerNote) ?? 'unknown';
  lock.release();
  return null;
};
