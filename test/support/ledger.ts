import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedDocuments } from '@ledger/infra/documents/embedded/embedded-documents.js';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { eventLoopTurn } from '@ledger/infra/identifiers/event-loop-turn.js';
import { identifiers } from '@ledger/infra/identifiers/uuid-generator.js';
import { openEmbeddedVault } from '@ledger/infra/key-vault/embedded/embedded-vault.js';
import { upcastingLog } from '@ledger/infra/event-log/upcasting-log.js';
import { writeSide, type WriteSide } from '@ledger/ledger/use-cases/write-side.js';
import { sheetImport, type SheetImport } from '@ledger/ledger/imports/import-sheet.js';
import {
  readAllLimitMax,
  type EventLog,
  type LogIds,
  type Recorded,
} from '@ledger/ledger/ports/event-log.js';
import type { IdGenerator } from '@ledger/ledger/ports/id-generator.js';
import type { KeyVault, NotedVault } from '@ledger/ledger/ports/key-vault.js';
import type { PairState } from '@ledger/ledger/ports/pair-state.js';
import { checkPair } from '@ledger/ledger/use-cases/pair-check.js';
import { projector } from '@ledger/projections/kernel/projector.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import { ledgerContract } from '@ledger/schema/events/upcasters.js';
import { catalogue as standardCatalogue, type Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { runnersOf } from './known-views.js';

/** A clock whose time changes only when a test sets it. */
export type TestClock = { now(): string; set(instant: string): void };

const testClock = (instant: string): TestClock => {
  let at = instant;
  return {
    now: () => at,
    set: (next) => {
      at = next;
    },
  };
};

/** The write side and the sheet import of one process. Several writers may share one log and one vault. */
export type Writer = WriteSide & Readonly<{ importer: SheetImport }>;

export type TestLedger = Readonly<{
  /** The folder of the ledger's files; null if the ledger is in memory. */
  folder: string | null;
  log: EventLog;
  vault: KeyVault;
  store: DocumentStore;
  clock: TestClock;
  ids: IdGenerator;
  catalogue: Catalogue;
  write: Writer;
  /** Creates another writer. Its log and vault can be wrapped, for example to pause or to fail. */
  writer(through?: (log: EventLog) => EventLog, throughVault?: (vault: KeyVault) => KeyVault): Writer;
  /** The vault's notes: the part that can be read without the master key. */
  notes: NotedVault['notes'];
  /**
   * Checks whether log and vault belong together, as a start does. `notes` can be given to check against another vault.
   */
  pairState(depth?: 'blocks' | 'persons', notes?: NotedVault['notes']): Promise<PairState>;
  /** Folds every view up to the end of the log. */
  fold(): Promise<void>;
  /** All events of the log. */
  events(): Promise<readonly Recorded[]>;
  close(): Promise<void>;
}>;

export type TestLedgerOptions = Readonly<{
  /** `folder`: files in a temporary folder (the default). `memory`: the same engines without a disk. */
  where?: 'folder' | 'memory';
  /** The event log to use; by default a new embedded one. It is closed with the ledger. */
  engine?: EventLog;
  now?: string;
  catalogue?: Catalogue;
  /** Wraps the vault that the ledger uses, for example to record calls or to fail. */
  sealing?: (vault: KeyVault) => KeyVault;
}>;

/** All events of a log after a position, in log order. */
export const eventsOf = async (log: EventLog, from = log.start): Promise<readonly Recorded[]> => {
  const all: Recorded[] = [];
  let after = from;
  for (;;) {
    const { events, reached, end } = await log.readAll(after, readAllLimitMax);
    all.push(...events);
    after = reached;
    if (end) return all;
  }
};

/** The master key of all ledgers in tests. */
export const testMasterKey = Buffer.alloc(32, 7);

/** The event log with its ids. The ids are null for a log that the test passed in. */
type OpenedLog = Readonly<{ log: EventLog; ids: LogIds | null }>;

/** Opens an embedded log and binds it to the vault: each of the two stores the other's id. */
const embeddedFor = async ({ notes }: NotedVault, file: string): Promise<OpenedLog> => {
  const log = openEmbeddedLog(file, 'write', (await notes.ids()).vault);
  await notes.bind(log.ids.log);
  return { log, ids: log.ids };
};

/**
 * Opens a whole ledger in this process: embedded log, vault and documents, the write side, the sheet import and the
 * projector.
 */
export const openLedger = async ({
  where = 'folder',
  engine,
  now = '2026-03-10T02:00:00.000Z',
  catalogue = standardCatalogue,
  sealing = (vault) => vault,
}: TestLedgerOptions = {}): Promise<TestLedger> => {
  const folder = where === 'folder' ? mkdtempSync(join(tmpdir(), 'ledger-test-')) : null;
  const file = (name: string): string => (folder === null ? ':memory:' : join(folder, name));
  const noted = openEmbeddedVault(file('vault.db'), testMasterKey, 'write');
  const opened: OpenedLog =
    engine === undefined ? await embeddedFor(noted, file('log.db')) : { log: engine, ids: null };
  const log = upcastingLog(opened.log, ledgerContract);
  const vault = sealing(noted);
  const store = openEmbeddedDocuments(file('views.db'), 'write');
  const clock = testClock(now);
  const writer: TestLedger['writer'] = (through = (same) => same, throughVault = (same) => same) => {
    const ports = {
      log: through(log),
      vault: throughVault(vault),
      ids: identifiers,
      clock,
      pause: eventLoopTurn,
      catalogue,
    };
    const write = writeSide(ports);
    return { ...write, importer: sheetImport({ ...ports, ...write }) };
  };
  const views = projector(log, runnersOf({ log, store }));
  await views.open();
  const close = async (): Promise<void> => {
    await log.close();
    await vault.close();
    await store.close();
    if (folder !== null) rmSync(folder, { recursive: true });
  };
  return {
    folder,
    log,
    vault,
    store,
    clock,
    ids: identifiers,
    catalogue,
    write: writer(),
    writer,
    notes: noted.notes,
    pairState: (depth = 'persons', notes = noted.notes) => {
      if (opened.ids === null) throw new Error('the log of this ledger does not know which it is');
      return checkPair({ log, ids: opened.ids }, notes, depth);
    },
    fold: () => views.catchUp(),
    events: () => eventsOf(log),
    close,
  };
};
