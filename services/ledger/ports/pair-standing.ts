import type { LogIds } from './event-log.js';
import type { NumberBlock, VaultIds } from './key-vault.js';

/** What a log says of itself and its vault. */
export type LogSide = Readonly<{ ids: LogIds; lastBlock: NumberBlock | null }>;

/** What a vault says, asked after the log: whoever writes notes in the vault before the log has it. */
export type VaultSide = Readonly<{
  ids: VaultIds;
  /** Whether the last block of the log is noted; nobody asks where the log has none. */
  hasLastBlock: boolean;
  /** The highest number of all noted blocks. */
  lastNumber: number;
  /** How many persons of that block have sealed details and neither a key nor the mark of a destroyed one. */
  strangers: number;
}>;

export type PairStanding =
  /** Neither is there: the first start makes both. */
  | Readonly<{ kind: 'none' }>
  /** A first start broke off before the log was begun. */
  | Readonly<{ kind: 'vault only' }>
  /** A first start broke off before the vault was told its log. */
  | Readonly<{ kind: 'unbound' }>
  /** They belong together and say the same. */
  | Readonly<{ kind: 'even' }>
  /** They belong together; the vault has noted numbers, up to this one, of which the log does not know. */
  | Readonly<{ kind: 'vault ahead'; lastNumber: number }>
  | Readonly<{ kind: 'vault missing' }>
  | Readonly<{ kind: 'log missing' }>
  /**
   * They belong to two ledgers. `isVaultNew`: the vault was told no log and has given no number; a first start made it
   * and came second, another machine had begun the log with a vault of its own.
   */
  | Readonly<{ kind: 'foreign'; isVaultNew: boolean }>
  /** The vault lacks what it had when the log was written. */
  | Readonly<{ kind: 'vault behind'; lacksBlock: boolean; strangers: number }>;

const areOfOneLedger = (log: LogIds, vault: VaultIds): boolean =>
  log.vault === vault.vault && (vault.log === null || vault.log === log.log);

const isNew = ({ ids, lastNumber }: VaultSide): boolean => ids.log === null && lastNumber === 0;

const ofBoth = (log: LogSide, vault: VaultSide): PairStanding => {
  if (!areOfOneLedger(log.ids, vault.ids)) return { kind: 'foreign', isVaultNew: isNew(vault) };
  const { strangers, lastNumber } = vault;
  const lacksBlock = log.lastBlock !== null && !vault.hasLastBlock;
  if (lacksBlock || strangers > 0) return { kind: 'vault behind', lacksBlock, strangers };
  if (vault.ids.log === null) return { kind: 'unbound' };
  return lastNumber > (log.lastBlock?.to ?? 0) ? { kind: 'vault ahead', lastNumber } : { kind: 'even' };
};

/** How a log and a vault stand to each other; null is one that is not there. */
export const standingOf = (log: LogSide | null, vault: VaultSide | null): PairStanding => {
  if (log !== null && vault !== null) return ofBoth(log, vault);
  if (log !== null) return { kind: 'vault missing' };
  if (vault === null) return { kind: 'none' };
  return { kind: vault.ids.log === null ? 'vault only' : 'log missing' };
};
