import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedDocuments } from '@ledger/infra/documents/embedded/embedded-documents.js';
import { openEmbeddedLog, type EmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { openEmbeddedVault } from '@ledger/infra/key-vault/embedded/embedded-vault.js';
import { layeredVault } from '@ledger/infra/dry-run/layered-vault.js';
import type { UniqueId } from '@ledger/ledger/kernel/unique-id.js';
import type { KeyVault, NotedVault } from '@ledger/ledger/ports/key-vault.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import type { Place } from './places.js';

const makeFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'ledger-contract-'));

const inTemporaryFolder = async <H>(open: (folder: string) => H): Promise<Place<H>> => {
  const folder = await makeFolder();
  return {
    open: async () => open(folder),
    remove: () => rm(folder, { recursive: true }),
  };
};

export const contractMasterKey = Buffer.alloc(32, 'master key of the contract suite');

/** A place for an event log. The first `open` decides to which key vault the log belongs. */
export type LogPlace<H> = Readonly<{ open(vault?: UniqueId): Promise<H>; remove(): Promise<void> }>;

export const embeddedLogs = async (): Promise<LogPlace<EmbeddedLog>> => {
  const folder = await makeFolder();
  return {
    open: async (vault) => openEmbeddedLog(join(folder, 'log.db'), 'write', vault),
    remove: () => rm(folder, { recursive: true }),
  };
};

export const embeddedDocuments = (): Promise<Place<DocumentStore>> =>
  inTemporaryFolder((folder) => openEmbeddedDocuments(join(folder, 'views.db'), 'write'));

const vaultIn = (folder: string, name: string): NotedVault =>
  openEmbeddedVault(join(folder, name), contractMasterKey, 'write');

export const embeddedVaults = (): Promise<Place<NotedVault>> =>
  inTemporaryFolder((folder) => vaultIn(folder, 'vault.db'));

/** A layered vault: the lower vault is empty, and the upper vault takes all writes. */
export const layeredVaults = (): Promise<Place<KeyVault>> =>
  inTemporaryFolder((folder) => layeredVault(vaultIn(folder, 'lower.db'), vaultIn(folder, 'upper.db')));
