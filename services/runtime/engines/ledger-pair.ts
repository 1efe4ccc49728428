import type { NotedVault } from '@ledger/ledger/ports/key-vault.js';
import type { PairState } from '@ledger/ledger/ports/pair-state.js';
import { checkPair } from '@ledger/ledger/use-cases/pair-check.js';
import { PairFault } from '../faults/pair-fault.js';
import { CloseStack } from './close-stack.js';
import { enginesOf, findLog, findVaultNotes, openLog, openVault, type NotifyingLog } from './engines.js';
import { pairProblemFor } from './pair-messages.js';
import type { Settings } from './settings.js';

/**
 * The log and the key vault, opened by the process that owns the ledger. `standing` is the result of the check whether
 * the two belong together.
 */
export type OpenedPair = Readonly<{ log: NotifyingLog; vault: NotedVault; pairState: PairState }>;

/** Throws PairFault if log and vault must not be used together. */
const refuse = (settings: Settings, pairState: PairState): void => {
  const sentence = pairProblemFor(pairState, enginesOf(settings));
  if (sentence !== null) throw new PairFault(...sentence);
};

type Look = Readonly<{ log: NotifyingLog | null; pairState: PairState }>;

/** Opens the log for reading and checks whether it fits the vault. `closing` closes what is opened. */
const lookAt = async (
  settings: Settings,
  depth: 'blocks' | 'persons',
  closing: CloseStack,
): Promise<Look> => {
  const log = await findLog(settings);
  closing.add(() => log?.log.close());
  const notes = await findVaultNotes(settings);
  try {
    return { log, pairState: await checkPair(log, notes, depth) };
  } finally {
    await notes?.close();
  }
};

/** Like `lookAt`, but throws PairFault if log and vault must not be used together. */
const lookAtUsable = async (...given: Parameters<typeof lookAt>): Promise<Look> => {
  const first = await lookAt(...given);
  // The log is read before the vault, so another process may have created both in between. Check once more.
  const look = first.pairState.kind === 'log missing' ? await lookAt(...given) : first;
  refuse(given[0], look.pairState);
  return look;
};

/**
 * Opens the log for reading, after a check that the vault belongs to it and is not older. The check compares ids and
 * blocks of worker numbers and needs no master key. Null if there is no ledger yet. Throws PairFault.
 */
export const findLogOfPair = async (
  settings: Settings,
): Promise<Readonly<{ log: NotifyingLog; pairState: PairState }> | null> => {
  const closing = new CloseStack();
  try {
    const { log, pairState } = await lookAtUsable(settings, 'blocks', closing);
    return log === null ? null : { log, pairState };
  } catch (error) {
    await closing.run();
    throw error;
  }
};

/**
 * Creates or opens both for writing. A first start creates the vault, then the log with the vault's id, then writes the
 * log's id into the vault. If a start breaks off, the next one continues at that point. If several processes start at
 * once, log and vault each store only the first id that they receive.
 */
const openBoth = async (settings: Settings, closing: CloseStack): Promise<Omit<OpenedPair, 'pairState'>> => {
  const vault = await openVault(settings, 'write');
  closing.add(() => vault.close());
  const { vault: id } = await vault.notes.ids();
  const log = await openLog(settings, 'write', id);
  closing.add(() => log.log.close());
  // Another machine may have created the log since the first check.
  if (log.ids.vault !== id) refuse(settings, await checkPair(log, vault.notes, 'blocks'));
  if ((await vault.notes.bind(log.ids.log)) !== log.ids.log)
    refuse(settings, { kind: 'foreign', isVaultNew: false });
  return { log, vault };
};

/**
 * Opens log and vault for the process that owns the ledger, and creates them if neither exists. `closing` closes them.
 * Throws PairFault, without changing either, if they do not belong together or the vault is older than the log.
 */
export const openPair = async (settings: Settings, closing: CloseStack): Promise<OpenedPair> => {
  const looking = new CloseStack();
  try {
    const { pairState } = await lookAtUsable(settings, 'persons', looking);
    return { ...(await openBoth(settings, closing)), pairState };
  } finally {
    await looking.run();
  }
};
