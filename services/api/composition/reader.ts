import { openEmbeddedDocuments } from '@ledger/infra/documents/embedded/embedded-documents.js';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { openEmbeddedVault } from '@ledger/infra/key-vault/embedded/embedded-vault.js';
import { masterKey } from '@ledger/infra/key-vault/master-key.js';
import { upcastingLog } from '@ledger/ledger/application/upcasting-log.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';
import { currentViews } from '@ledger/projections/kernel/current.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import { ledgerContract } from '@ledger/schema/events/upcasting.js';
import type { Settings } from './settings.js';

/** A ledger opened for reading, whoever owns it, and also while nobody does. */
export interface Reader {
  readonly log: EventLog;
  readonly store: DocumentStore;
  /** The vault, opened when it is first asked for. */
  vault(): KeyVault;
  close(): Promise<void>;
}

/** `snapshot` sees the views for ever as they are now. Throws FileFault where there is no ledger to read. */
export const openReader = (
  { data, masterKeyFile }: Settings,
  views: 'read' | 'snapshot' = 'read',
): Reader => {
  const log = upcastingLog(openEmbeddedLog(data.log, 'read'), ledgerContract);
  const store = currentViews(openEmbeddedDocuments(data.views, views));
  let vault: KeyVault | null = null;
  return {
    log,
    store,
    vault: () => {
      vault ??= openEmbeddedVault(data.vault, masterKey(masterKeyFile, false), 'read');
      return vault;
    },
    close: async () => {
      await vault?.close();
      await store.close();
      await log.close();
    },
  };
};
