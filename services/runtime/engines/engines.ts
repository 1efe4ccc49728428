import { openEmbeddedDocuments } from '@ledger/infra/documents/embedded/embedded-documents.js';
import { openEmbeddedLog, type EmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import type { ServedLog } from '@ledger/infra/event-log/eventstoredb/eventstore-log.js';
import {
  openEmbeddedVault,
  openEmbeddedVaultNotes,
} from '@ledger/infra/key-vault/embedded/embedded-vault.js';
import { masterKey } from '@ledger/infra/key-vault/master-key.js';
import { untroubledDocuments } from '@ledger/infra/documents/mongodb/untroubled-documents.js';
import type { MongoPlace } from '@ledger/infra/mongodb/mongodb-connection.js';
import { checkFile } from '@ledger/infra/sqlite/file-check.js';
import { isMade } from '@ledger/infra/sqlite/file-format.js';
import { upcastingLog } from '@ledger/infra/event-log/upcasting-log.js';
import type { UniqueId } from '@ledger/ledger/kernel/unique-id.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { NotedVault, VaultNotes } from '@ledger/ledger/ports/key-vault.js';
import type { NamedLog } from '@ledger/ledger/use-cases/pair-check.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import { ledgerContract } from '@ledger/schema/events/upcasters.js';
import type { Settings } from './settings.js';

/**
 * The only place that chooses engines, by settings alone: the log lies in the data folder or on an EventStoreDB, views
 * and keys in the data folder or on a MongoDB. All four pairs are the same ledger.
 */

// The drivers of the servers take a third of a second to load: only who has such a server loads them.
const eventStoreLog = () => import('@ledger/infra/event-log/eventstoredb/eventstore-log.js');
const mongoDocuments = () => import('@ledger/infra/documents/mongodb/mongodb-documents.js');
const mongoVault = () => import('@ledger/infra/key-vault/mongodb/mongodb-vault.js');

/** Looks through those files of the data folder that are in use, as who may write them or not. Throws StorageFault DAMAGED. */
export const checkFiles = (
  { data, eventStoreUrl, mongoUrl }: Settings,
  files: readonly ('log' | 'vault' | 'views')[],
  mode: 'write' | 'read',
): void => {
  for (const file of files)
    if ((file === 'log' ? eventStoreUrl : mongoUrl) === null)
      // Nothing else would tell of a key that is gone; and the vault is small.
      checkFile(data[file], { how: file === 'vault' ? 'order' : 'structure', mayRecover: mode === 'write' });
};

/** A log, and what wakes its readers where another process of the family has appended. */
export type RungLog = NamedLog &
  Readonly<{
    ring: () => void;
    /** When its last event was recorded (UTC); null where there is none. */
    lastRecordedAt: () => Promise<string | null>;
    /** Makes sure that a server’s log is the same, with all that it held, before anything else is read or written. */
    doubt: () => void;
  }>;

/** A log that reads every version of an event as the newest. */
export const newest = (log: EventLog): EventLog => upcastingLog(log, ledgerContract);

const embeddedLog = (log: EmbeddedLog): RungLog => ({
  log: newest(log),
  ids: log.ids,
  lastRecordedAt: () => log.lastRecordedAt(),
  ring: () => {
    log.ring();
  },
  doubt: () => undefined,
});

/** Its server rings every process that listens. */
const servedLog = (log: ServedLog): RungLog => ({
  log: newest(log),
  ids: log.ids,
  lastRecordedAt: () => log.lastRecordedAt(),
  ring: () => undefined,
  doubt: () => {
    log.doubt();
  },
});

/**
 * A writer begins a log where there is none, for the vault with this id. Throws LogFault or FileFault, with a sentence;
 * a reader's also where there is no log yet.
 */
export const openLog = async (
  { data, eventStoreUrl: url, ledgerName: ledger }: Settings,
  mode: 'write' | 'read',
  vault?: UniqueId,
): Promise<RungLog> => {
  if (url === null) return embeddedLog(openEmbeddedLog(data.log, mode, vault));
  const { openEventStoreLog } = await eventStoreLog();
  return servedLog(await openEventStoreLog({ url, ledger }, mode, vault));
};

/** The log for reading; null where there is none. */
export const findLog = async (settings: Settings): Promise<RungLog | null> => {
  const { data, eventStoreUrl: url, ledgerName: ledger } = settings;
  if (url === null) return isMade(data.log) ? openLog(settings, 'read') : null;
  const { findEventStoreLog } = await eventStoreLog();
  const log = await findEventStoreLog({ url, ledger });
  return log === null ? null : servedLog(log);
};

/** Views and keys lie in databases of their own: the one can be dropped at any time, the other never. */
const placeOf = (url: string, { ledgerName }: Settings, what: 'views' | 'vault'): MongoPlace => ({
  url,
  database: `${ledgerName}_${what}`,
});

/** `snapshot` sees the views for ever as they are now, where the engine can; on a server they move on. */
export const openDocuments = async (
  settings: Settings,
  mode: 'write' | 'read' | 'snapshot',
): Promise<DocumentStore> => {
  const { data, mongoUrl } = settings;
  if (mongoUrl === null) return openEmbeddedDocuments(data.views, mode);
  const { openMongoDocuments } = await mongoDocuments();
  const place = placeOf(mongoUrl, settings, 'views');
  if (mode !== 'write') return openMongoDocuments(place, 'read');
  return untroubledDocuments(await openMongoDocuments(place, 'write'));
};

/** What the vault notes, read without the master key; null where there is no vault. */
export const findVaultNotes = async (settings: Settings): Promise<VaultNotes | null> => {
  const { data, mongoUrl } = settings;
  if (mongoUrl === null) return isMade(data.vault) ? openEmbeddedVaultNotes(data.vault) : null;
  const { findMongoVaultNotes } = await mongoVault();
  return findMongoVaultNotes(placeOf(mongoUrl, settings, 'vault'));
};

const hasVault = async (settings: Settings): Promise<boolean> => {
  const notes = await findVaultNotes(settings);
  await notes?.close();
  return notes !== null;
};

export const openVault = async (settings: Settings, mode: 'write' | 'read'): Promise<NotedVault> => {
  const { data, masterKeyFile, mongoUrl } = settings;
  // A vault that is there has its key: a new one, made under a mistyped name, would open nothing.
  const key = masterKey(masterKeyFile, mode === 'write' && !(await hasVault(settings)));
  if (mongoUrl === null) return openEmbeddedVault(data.vault, key, mode);
  const { openMongoVault } = await mongoVault();
  return openMongoVault(placeOf(mongoUrl, settings, 'vault'), key, mode);
};

/** The hosts of a connection string, without what stands before them: that may be a password. */
const hostsOf = (url: string): string => {
  const behind = url.slice(url.indexOf('://') + 3);
  return behind.slice(behind.lastIndexOf('@') + 1).split(/[/?]/)[0] ?? '';
};

/** Which engines the settings name, and where they keep what, in words. */
export type Engines = Readonly<{
  log: Readonly<{ engine: 'embedded' | 'eventstoredb'; where: string }>;
  views: Readonly<{ engine: 'embedded' | 'mongodb'; where: string }>;
  keys: Readonly<{ engine: 'embedded' | 'mongodb'; where: string }>;
}>;

/** What to remove, where views are to be folded anew: neither log nor keys lie in it. */
export const viewsWord = (settings: Settings): string => {
  const { mongoUrl } = settings;
  return mongoUrl === null ? 'views.db' : `the database ${placeOf(mongoUrl, settings, 'views').database}`;
};

export const enginesOf = (settings: Settings): Engines => {
  const { data, eventStoreUrl, ledgerName, mongoUrl } = settings;
  const kept = (file: string, what: 'views' | 'vault'): Engines['views'] =>
    mongoUrl === null
      ? { engine: 'embedded', where: file }
      : {
          engine: 'mongodb',
          where: `${hostsOf(mongoUrl)}, database ${placeOf(mongoUrl, settings, what).database}`,
        };
  return {
    log:
      eventStoreUrl === null
        ? { engine: 'embedded', where: data.log }
        : { engine: 'eventstoredb', where: `${hostsOf(eventStoreUrl)}, streams ${ledgerName}.*` },
    views: kept(data.views, 'views'),
    keys: kept(data.vault, 'vault'),
  };
};
