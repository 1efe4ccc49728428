import type { Amending } from '@ledger/ledger/application/amending.js';
import type { Handling } from '@ledger/ledger/application/handling.js';
import type { Intake } from '@ledger/ledger/intake/intake.js';
import type { Clock } from '@ledger/ledger/ports/clock.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { Identifiers } from '@ledger/ledger/ports/identifiers.js';
import type { ImportFolder } from '@ledger/ledger/ports/import-folder.js';
import type { KeyVault, SubjectKey } from '@ledger/ledger/ports/key-vault.js';
import { handInOf } from '@ledger/ledger/kernel/ids.js';

/** What imports need of the ledger that runs them. */
export type ImportPorts = Readonly<{
  log: EventLog;
  vault: KeyVault;
  ids: Identifiers;
  clock: Clock;
  intake: Intake;
  write: Readonly<{ handling: Handling; amending: Amending }>;
  folder: ImportFolder;
  /** Opens an intake that judges as the ledger would and leaves nothing behind. */
  dryRun: () => Promise<Readonly<{ intake: Intake; close: () => Promise<void> }>>;
  /** Hears what an operator should know. */
  complain: (sentence: string) => void;
}>;

/** The key under which everything of one import is sealed. */
export const importKey = async ({ vault }: Pick<ImportPorts, 'vault'>, id: string): Promise<SubjectKey> => {
  const subject = handInOf(id);
  const key = (await vault.keysFor([subject])).get(subject);
  if (key === undefined) throw new Error(`the vault made no key for ${subject}`);
  return key;
};
