import { ownerOf as ownerOfFolder, type OwnerNote } from '@ledger/infra/data-folder/data-folder.js';
import type { Settings } from './settings.js';

/** The process that owns a ledger; `unknown` while it starts or ends, null where no process owns the ledger. */
export type LedgerOwner = OwnerNote | 'unknown' | null;

/** Who owns the ledger of these settings now. Throws FileFault where its lock cannot be tried. */
export const ownerOf = ({ data }: Settings): LedgerOwner => ownerOfFolder(data);
