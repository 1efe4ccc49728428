import { openEmbeddedDocuments } from '@ledger/infra/documents/embedded/embedded-documents.js';
import { openEmbeddedLog, type EmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import type { ServedLog } from '@ledger/infra/event-log/eventstoredb/eventstore-log.js';
import {
  openEmbeddedVault,
  openEmbeddedVaultNotes,
} from '@ledger/infra/key-vault/embedded/embedded-vault.js';
import { masterKey } from '@ledger/infra/key-vault/master-key.js';
import { singleConnectionDocuments } from '@ledger/infra/documents/mongodb/single-connection-documents.js';
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
 * The only place that chooses the storage engines, by settings alone. The log is stored in the data folder or on an
 * EventStoreDB, views and keys in the data folder or on a MongoDB. The ledger behaves the same in all four
 * combinations.
 */

// The drivers of the servers take a third of a second to load, so they are loaded only if the settings name such a
// server.
const eventStoreLog = () => import('@ledger/infra/event-log/eventstoredb/eventstore-log.js');
const mongoDocuments = () => import('@ledger/infra/documents/mongodb/mongodb-documents.js');
const mongoVault = () => import('@ledger/infra/key-vault/mongodb/mongodb-vault.js');

/**
 * Checks the given files of the data folder for damage; files of parts that are stored on a server are skipped. With
 * mode 'write', a check may also recover the file after a crash. Throws StorageFault DAMAGED.
 */
export const checkFiles = (
  { data, eventStoreUrl, mongoUrl }: Settings,
  files: readonly ('log' | 'vault' | 'views')[],
  mode: 'write' | 'read',
): void => {
  for (const file of files)
    if ((file === 'log' ? eventStoreUrl : mongoUrl) === null)
      // The vault is checked more thoroughly, because nothing else would notice a lost key, and the file is small.
      checkFile(data[file], { how: file === 'vault' ? 'order' : 'structure', mayRecover: mode === 'write' });
};

/** An event log with `ring()`, which wakes its readers when another process of this server has appended events. */
export type NotifyingLog = NamedLog &
  Readonly<{
    notify: () => void;
    /** The time when the last event was recorded (UTC); null if the log is empty. */
    lastRecordedAt: () => Promise<string | null>;
    /**
     * Marks the connection to a log server as doubtful: before the next read or write it is checked that the server
     * still has the same log with all its events. Does nothing for an embedded log.
     */
    doubt: () => void;
  }>;

/** A log that converts events of older schema versions to the newest version when they are read. */
export const newest = (log: EventLog): EventLog => upcastingLog(log, ledgerContract);

const embeddedLog = (log: EmbeddedLog): NotifyingLog => ({
  log: newest(log),
  ids: log.ids,
  lastRecordedAt: () => log.lastRecordedAt(),
  notify: () => {
    log.notify();
  },
  doubt: () => undefined,
});

/** The server of the log notifies every listening process of new events, so `notify` does nothing. */
const servedLog = (log: ServedLog): NotifyingLog => ({
  log: newest(log),
  ids: log.ids,
  lastRecordedAt: () => log.lastRecordedAt(),
  notify: () => undefined,
  doubt: () => {
    log.doubt();
  },
});

/**
 * Opens the log. In mode 'write', creates it if there is none, and records the id of its vault in it. Throws LogFault
 * or FileFault; in mode 'read' also if there is no log yet.
 */
export const openLog = async (
  { data, eventStoreUrl: url, ledgerName: ledger }: Settings,
  mode: 'write' | 'read',
  vault?: UniqueId,
): Promise<NotifyingLog> => {
  if (url === null) return embeddedLog(openEmbeddedLog(data.log, mode, vault));
  const { openEventStoreLog } = await eventStoreLog();
  return servedLog(await openEventStoreLog({ url, ledger }, mode, vault));
};

/** Opens the log for reading; null if there is none. */
export const findLog = async (settings: Settings): Promise<NotifyingLog | null> => {
  const { data, eventStoreUrl: url, ledgerName: ledger } = settings;
  if (url === null) return isMade(data.log) ? openLog(settings, 'read') : null;
  const { findEventStoreLog } = await eventStoreLog();
  const log = await findEventStoreLog({ url, ledger });
  return log === null ? null : servedLog(log);
};

/**
 * The MongoDB database of the views or of the keys. They are separate, because the views' database may be dropped at
 * any time and the keys' database never.
 */
const placeOf = (url: string, { ledgerName }: Settings, what: 'views' | 'vault'): MongoPlace => ({
  url,
  database: `${ledgerName}_${what}`,
});

/**
 * Opens the views. With mode 'snapshot' an embedded engine shows them unchanged as they are now; on a server later
 * changes become visible.
 */
export const openDocuments = async (
  settings: Settings,
  mode: 'write' | 'read' | 'snapshot',
  patience: Pick<MongoPlace, 'attemptsMax'> = {},
): Promise<DocumentStore> => {
  const { data, mongoUrl } = settings;
  if (mongoUrl === null) return openEmbeddedDocuments(data.views, mode);
  const { openMongoDocuments } = await mongoDocuments();
  const place = { ...placeOf(mongoUrl, settings, 'views'), ...patience };
  if (mode !== 'write') return openMongoDocuments(place, 'read');
  return singleConnectionDocuments(await openMongoDocuments(place, 'write'));
};

/** The vault's unencrypted notes, e.g. its id, read without the master key; null if there is no vault. */
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
  // A new master key may be created only if there is no vault. An existing vault needs its old key: a new one, created
  // because the file name was mistyped, could decrypt nothing.
  const key = masterKey(masterKeyFile, mode === 'write' && !(await hasVault(settings)));
  if (mongoUrl === null) return openEmbeddedVault(data.vault, key, mode);
  const { openMongoVault } = await mongoVault();
  return openMongoVault(placeOf(mongoUrl, settings, 'vault'), key, mode);
};

/** The hosts of a connection string, without the user and the password before them. */
const hostsOf = (url: string): string => {
  const behind = url.slice(url.indexOf('://') + 3);
  return behind.slice(behind.lastIndexOf('@') + 1).split(/[/?]/)[0] ?? '';
};

/** The engines that the settings choose, and where each stores its data, as text for messages. */
export type Engines = Readonly<{
  log: Readonly<{ engine: 'embedded' | 'eventstoredb'; where: string }>;
  views: Readonly<{ engine: 'embedded' | 'mongodb'; where: string }>;
  keys: Readonly<{ engine: 'embedded' | 'mongodb'; where: string }>;
}>;

/** The name of the file or database to remove so that all views are folded again. It contains neither log nor keys. */
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
