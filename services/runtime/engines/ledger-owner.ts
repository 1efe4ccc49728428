import { type OwnerNote } from '@ledger/infra/data-folder/data-folder.js';
import { ownerOf as ownerOfFolder } from '@ledger/infra/data-folder/folder-owner.js';
import type { Settings } from './settings.js';

/**
 * The process that owns (has locked) a ledger; `unknown` while it starts or ends, null if no process owns the ledger.
 */
export type LedgerOwner = OwnerNote | 'unknown' | null;

/** The current owner of the ledger. Throws FileFault if its lock file cannot be tested. */
export const ownerOf = ({ data }: Settings): LedgerOwner => ownerOfFolder(data);

/** The owner of a ledger as users see it: without its access token, which is a secret. */
export type ShownOwner = Omit<OwnerNote, 'token'> | 'unknown' | null;

export const shownOwner = (settings: Settings): ShownOwner => {
  const owner = ownerOf(settings);
  if (owner === null || owner === 'unknown') return owner;
  const { pid, address, startedAt } = owner;
  return { pid, address, startedAt };
};

/** Address and access token of an owner that serves requests. */
export type ListeningOwner = Readonly<{ address: string; token: string }>;

/** The owner of the ledger if it serves requests; null if there is none, or it is starting or ending. */
export const listeningOwner = (settings: Settings): ListeningOwner | null => {
  const owner = ownerOf(settings);
  if (owner === null || owner === 'unknown' || owner.address === null) return null;
  return { address: owner.address, token: owner.token };
};
