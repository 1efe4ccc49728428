import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LedgerFault } from '@ledger/ledger/kernel/ledger-fault.js';
import type { FaultText } from '@ledger/ledger/kernel/two-languages.js';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { FileFault } from '../sqlite/file-fault.js';
import { folderSentences } from './folder-problems.js';
import { makeFolder } from './make-folder.js';

/** Paths of all files and folders that one ledger stores on this machine. */
export type DataFolder = Readonly<{
  folder: string;
  log: string;
  vault: string;
  views: string;
  ownerLock: string;
  ownerNote: string;
  projectorLock: string;
  /** Folder of the uploaded sheets and the reports of dry runs; every file in it is encrypted. */
  imports: string;
  /** File with the random name of this data folder. The name distinguishes machines that share one log on a server. */
  place: string;
  /** Folder of temporary files, which are needed only while a process runs. */
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

/** Creates the data folder if it is missing. Throws FileFault if files cannot be written in it. */
export const makeDataFolder = ({ folder }: DataFolder): void => {
  try {
    makeFolder(folder);
    const probe = join(folder, `.probe-${randomBytes(4).toString('hex')}`);
    writeFileSync(probe, '', { mode: 0o600 });
    rmSync(probe);
  } catch (cause) {
    const why = messageOf(cause);
    throw new FileFault(...folderSentences.faultText('folderNotWritable', { folder, why }, { cause }));
  }
};

/** What the owner process writes about itself for other processes. Valid only while the owner lock is held. */
export type OwnerNote = Readonly<{ pid: number; address: string | null; token: string; startedAt: string }>;

const ownedText = (folder: string, owner: OwnerNote | null): FaultText => {
  if (owner === null) return folderSentences.faultText('ownedBySomebody', { folder });
  const { pid, address } = owner;
  return address === null
    ? folderSentences.faultText('ownedByProcess', { folder, pid })
    : folderSentences.faultText('ownedAtAddress', { folder, pid, address });
};

/** Another process already owns the data folder. */
export class OwnedFault extends LedgerFault {
  override readonly name = 'OwnedFault';
  constructor(
    folder: string,
    readonly owner: OwnerNote | null,
  ) {
    super(...ownedText(folder, owner));
  }
}
