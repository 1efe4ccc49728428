import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedDocuments } from '@ledger/infra/documents/embedded/embedded-documents.js';
import { openEmbeddedLog, type EmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { openEmbeddedVault } from '@ledger/infra/key-vault/embedded/embedded-vault.js';
import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import type { Place } from './places.js';

const inTemporaryFolder = async <H>(open: (folder: string) => H): Promise<Place<H>> => {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-contract-'));
  return {
    open: async () => open(folder),
    remove: () => rm(folder, { recursive: true }),
  };
};

export const contractMasterKey = Buffer.alloc(32, 'master key of the contract suite');

export const embeddedLogs = (): Promise<Place<EmbeddedLog>> =>
  inTemporaryFolder((folder) => openEmbeddedLog(join(folder, 'log.db'), 'write'));

export const embeddedDocuments = (): Promise<Place<DocumentStore>> =>
  inTemporaryFolder((folder) => openEmbeddedDocuments(join(folder, 'views.db'), 'write'));

export const embeddedVaults = (): Promise<Place<KeyVault>> =>
  inTemporaryFolder((folder) => openEmbeddedVault(join(folder, 'vault.db'), contractMasterKey, 'write'));
