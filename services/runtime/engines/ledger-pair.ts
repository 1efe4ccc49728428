import type { NotedVault } from '@ledger/ledger/ports/key-vault.js';
import type { PairStanding } from '@ledger/ledger/ports/pair-standing.js';
import { checkPair } from '@ledger/ledger/use-cases/pair-check.js';
import { PairFault } from '../faults/pair-fault.js';
import { CloseStack } from './close-stack.js';
import { enginesOf, findLog, findVaultNotes, openLog, openVault, type RungLog } from './engines.js';
import { pairSentenceFor } from './pair-sentences.js';
import type { Settings } from './settings.js';

/** Log and vault, opened by their owner. */
export type OpenedPair = Readonly<{ log: RungLog; vault: NotedVault; standing: PairStanding }>;

/** Throws PairFault where log and vault must not be used together. */
const refuse = (settings: Settings, standing: PairStanding): void => {
  const sentence = pairSentenceFor(standing, enginesOf(settings));
  if (sentence !== null) throw new PairFault(...sentence);
};

type Look = Readonly<{ log: RungLog | null; standing: PairStanding }>;

/** The log for reading, and how it stands to the vault; what is opened is closed with the stack. */
const lookAt = async (
  settings: Settings,
  depth: 'blocks' | 'persons',
  closing: CloseStack,
): Promise<Look> => {
  const log = await findLog(settings);
  closing.add(() => log?.log.close());
  const notes = await findVaultNotes(settings);
  try {
    return { log, standing: await checkPair(log, notes, depth) };
  } finally {
    await notes?.close();
  }
};

/** The same of a pair that may be used. Throws PairFault where it must not be. */
const lookAtUsable = async (...given: Parameters<typeof lookAt>): Promise<Look> => {
  const first = await lookAt(...given);
  // The log is read first: another process may have begun both since.
  const look = first.standing.kind === 'log missing' ? await lookAt(...given) : first;
  refuse(given[0], look.standing);
  return look;
};

/**
 * The log for reading, once it is sure that the vault is its own and not older: by their ids and the blocks of numbers,
 * without the master key. Null where there is no ledger yet. Throws PairFault.
 */
export const findLogOfPair = async (
  settings: Settings,
): Promise<Readonly<{ log: RungLog; standing: PairStanding }> | null> => {
  const closing = new CloseStack();
  try {
    const { log, standing } = await lookAtUsable(settings, 'blocks', closing);
    return log === null ? null : { log, standing };
  } catch (error) {
    await closing.run();
    throw error;
  }
};

/**
 * Makes or opens both for writing. A first start makes the vault, then begins the log, which names the vault, then
 * tells the vault its log: one that broke off in between goes on there, and of several at once each side keeps the
 * first that it was told.
 */
const openBoth = async (settings: Settings, closing: CloseStack): Promise<Omit<OpenedPair, 'standing'>> => {
  const vault = await openVault(settings, 'write');
  closing.add(() => vault.close());
  const { vault: id } = await vault.notes.ids();
  const log = await openLog(settings, 'write', id);
  closing.add(() => log.log.close());
  // Another machine may have begun the log since it was looked at.
  if (log.ids.vault !== id) refuse(settings, await checkPair(log, vault.notes, 'blocks'));
  if ((await vault.notes.bind(log.ids.log)) !== log.ids.log)
    refuse(settings, { kind: 'foreign', isVaultNew: false });
  return { log, vault };
};

/**
 * Opens log and vault for their owner, and makes them where neither is there; closing them is put on the stack. Throws
 * PairFault, with both as they were, where they do not belong together or the vault is older than the log.
 */
export const openPair = async (settings: Settings, closing: CloseStack): Promise<OpenedPair> => {
  const looking = new CloseStack();
  try {
    const { standing } = await lookAtUsable(settings, 'persons', looking);
    return { ...(await openBoth(settings, closing)), standing };
  } finally {
    await looking.run();
  }
};
