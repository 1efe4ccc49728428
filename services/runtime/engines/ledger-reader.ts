import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';
import type { PairState } from '@ledger/ledger/ports/pair-state.js';
import { currentViews } from '@ledger/projections/upkeep/current-builds.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import { checkPasts } from '@ledger/projections/reading/view-state.js';
import { views } from '@ledger/projections/views.js';
import { checkFiles, openDocuments, openLog, openVault } from './engines.js';
import { findLogOfPair } from './ledger-pair.js';
import type { Settings } from './settings.js';

/** A ledger opened for reading. This works whether or not a process owns the ledger. */
export interface Reader {
  readonly log: EventLog;
  readonly store: DocumentStore;
  /** Whether log and vault belonged together when the log was opened. */
  readonly pairState: PairState;
  /** The vault; it is opened on the first call, because opening it needs the master key. */
  vault(): Promise<KeyVault>;
  close(): Promise<void>;
}

/**
 * Opens a ledger for reading. With mode 'snapshot' an embedded engine shows the views unchanged as they are now, and
 * files are not checked first, so that damaged views can be examined. Throws PairFault, FileFault, LogFault or
 * StoreFault if there is no readable ledger.
 */
export const openReader = async (settings: Settings, mode: 'read' | 'snapshot' = 'read'): Promise<Reader> => {
  if (mode === 'read') checkFiles(settings, ['log', 'views'], 'read');
  // If there is no log yet, `openLog` throws an error that says what to do.
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
    pairState: found?.pairState ?? { kind: 'none' },
    vault: () => (vault ??= openVault(settings, 'read')),
    close: async () => {
      await (await vault?.catch(() => null))?.close();
      await store.close();
      await log.close();
    },
  };
};

/**
 * Opens a reader whose views may be used for answers. Throws the errors of `openReader`, and also if a view contains
 * events that the log does not contain.
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
