import type { LogIds } from './event-log.js';
import type { NumberBlock, VaultIds } from './key-vault.js';

/** What the log stores about itself, its vault, and the last block of worker numbers. */
export type LogSide = Readonly<{ ids: LogIds; lastBlock: NumberBlock | null }>;

/**
 * What the vault stores. It must be read after the log, because writers record blocks and create keys in the vault
 * before they append to the log.
 */
export type VaultSide = Readonly<{
  ids: VaultIds;
  /** Whether the vault has recorded the last block of the log; not read if the log has no block. */
  hasLastBlock: boolean;
  /** The highest number of all blocks recorded in the vault. */
  lastNumber: number;
  /**
   * How many persons, with numbers of the log's last block, have encrypted details but neither a key in the vault nor
   * a record that their key was destroyed.
   */
  strangers: number;
}>;

export type PairState =
  /** Neither log nor vault exists: the first start creates both. */
  | Readonly<{ kind: 'none' }>
  /** The first start was interrupted before it created the log. */
  | Readonly<{ kind: 'vault only' }>
  /** The first start was interrupted before it bound the vault to the log. */
  | Readonly<{ kind: 'unbound' }>
  /** Log and vault belong together and agree. */
  | Readonly<{ kind: 'even' }>
  /** Log and vault belong together. The vault has recorded numbers up to `lastNumber` that the log does not have. */
  | Readonly<{ kind: 'vault ahead'; lastNumber: number }>
  | Readonly<{ kind: 'vault missing' }>
  | Readonly<{ kind: 'log missing' }>
  /**
   * Log and vault belong to different ledgers. `isVaultNew` is true if the vault is bound to no log and has allocated
   * no number: two machines then started for the first time at once, and the other one created the log.
   */
  | Readonly<{ kind: 'foreign'; isVaultNew: boolean }>
  /**
   * The vault lacks data that it had when the log was written, for example because an old backup of it was restored.
   */
  | Readonly<{ kind: 'vault behind'; lacksBlock: boolean; strangers: number }>;

const areOfOneLedger = (log: LogIds, vault: VaultIds): boolean =>
  log.vault === vault.vault && (vault.log === null || vault.log === log.log);

const isNew = ({ ids, lastNumber }: VaultSide): boolean => ids.log === null && lastNumber === 0;

const ofBoth = (log: LogSide, vault: VaultSide): PairState => {
  if (!areOfOneLedger(log.ids, vault.ids)) return { kind: 'foreign', isVaultNew: isNew(vault) };
  const { strangers, lastNumber } = vault;
  const lacksBlock = log.lastBlock !== null && !vault.hasLastBlock;
  if (lacksBlock || strangers > 0) return { kind: 'vault behind', lacksBlock, strangers };
  if (vault.ids.log === null) return { kind: 'unbound' };
  return lastNumber > (log.lastBlock?.to ?? 0) ? { kind: 'vault ahead', lastNumber } : { kind: 'even' };
};

/** Whether a log and a vault belong together and agree; null means that one does not exist. */
export const pairStateOf = (log: LogSide | null, vault: VaultSide | null): PairState => {
  if (log !== null && vault !== null) return ofBoth(log, vault);
  if (log !== null) return { kind: 'vault missing' };
  if (vault === null) return { kind: 'none' };
  return { kind: vault.ids.log === null ? 'vault only' : 'log missing' };
};
