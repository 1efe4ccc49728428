import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';
import type { PairStanding } from '@ledger/ledger/ports/pair-standing.js';
import { currentViews } from '@ledger/projections/upkeep/current-builds.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import { checkPasts } from '@ledger/projections/reading/view-state.js';
import { views } from '@ledger/projections/views.js';
import { checkFiles, openDocuments, openLog, openVault } from './engines.js';
import { findLogOfPair } from './ledger-pair.js';
import type { Settings } from './settings.js';

/** A ledger opened for reading, whoever owns it, and also while nobody does. */
export interface Reader {
  readonly log: EventLog;
  readonly store: DocumentStore;
  /** How the log stood to the vault when it was opened. */
  readonly standing: PairStanding;
  /** The vault, opened when it is first asked for. */
  vault(): Promise<KeyVault>;
  close(): Promise<void>;
}

/**
 * `snapshot` sees the views for ever as they are now, where their engine can do that, and also what is wrong with
 * them. Throws PairFault, FileFault, LogFault or StoreFault where there is no ledger to read.
 */
export const openReader = async (settings: Settings, mode: 'read' | 'snapshot' = 'read'): Promise<Reader> => {
  if (mode === 'read') checkFiles(settings, ['log', 'views'], 'read');
  // Where there is no log yet, opening one says what to do.
  const found = await findLogOfPair(settings);
  const { log } = found?.log ?? (await openLog(settings, 'read'));
  let store: DocumentStore;
  try {
    store = currentViews(await openDocuments(settings, mode), views);
  } catch (error) {
    await log.close();
    throw error;
  }
  let vault: Promise<KeyVault> | null = null;
  return {
    log,
    store,
    standing: found?.standing ?? { kind: 'none' },
    vault: () => (vault ??= openVault(settings, 'read')),
    close: async () => {
      await (await vault?.catch(() => null))?.close();
      await store.close();
      await log.close();
    },
  };
};

/**
 * A reader whose views are answered from. Throws LogFault or StoreFault, with what to do, also where a view was folded
 * from events that the log does not hold.
 */
export const openViewReader: typeof openReader = async (settings, mode) => {
  const reader = await openReader(settings, mode);
  try {
    await checkPasts(reader, views);
    return reader;
  } catch (error) {
    await reader.close();
    throw error;
  }
};
