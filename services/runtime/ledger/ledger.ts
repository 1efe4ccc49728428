import { takeOwnership, type Ownership } from '@ledger/infra/data-folder/folder-owner.js';
import { sweepScratch } from '@ledger/infra/data-folder/scratch-folder.js';
import { eventLoopTurn } from '@ledger/infra/identifiers/event-loop-turn.js';
import { identifiers } from '@ledger/infra/identifiers/uuid-generator.js';
import { steadyClock } from '@ledger/infra/identifiers/steady-clock.js';
import { systemClock } from '@ledger/infra/identifiers/system-clock.js';
import { folderPlace } from '@ledger/infra/data-folder/folder-place.js';
import { importFolder } from '@ledger/infra/imports/sealed-import-folder.js';
import { repeatErasures } from '@ledger/ledger/use-cases/erased-persons.js';
import { writeSide, type WriteSide } from '@ledger/ledger/use-cases/write-side.js';
import { sheetImport, type SheetImport } from '@ledger/ledger/imports/import-sheet.js';
import type { Clock } from '@ledger/ledger/ports/clock.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { IdGenerator } from '@ledger/ledger/ports/id-generator.js';
import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';
import type { PairState } from '@ledger/ledger/ports/pair-state.js';
import { currentViews } from '@ledger/projections/upkeep/current-builds.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import { views } from '@ledger/projections/views.js';
import { catalogue, type Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import type { OrderHandler } from '../door/door.js';
import { ledgerDoor } from '../door/ledger-door.js';
import { OwnImports } from '../imports/own-imports.js';
import { CloseStack } from '../engines/close-stack.js';
import { checkFiles, enginesOf, openDocuments, type NotifyingLog } from '../engines/engines.js';
import { openPair } from '../engines/ledger-pair.js';
import type { LogError } from '../faults/log-error.js';
import { pairSentences } from '../engines/pair-problems.js';
import { pairRemarkFor } from '../engines/pair-messages.js';
import { Maintenance } from '../rebuild/maintenance.js';
import {
  hasReached,
  startProjector,
  type OwnProjector,
  type ProjectorProcess,
} from '../projector/projector-process.js';
import { ErasuresInProgress } from './erasures-in-progress.js';
import { checkSample } from './sample-check.js';
import { startDryRun } from '../imports/dry-run-process.js';
import { openKept } from '../imports/sheet-files.js';
import { stalledAfterMs } from '../imports/stall-watch.js';
import { checkMachines, type Settings } from '../engines/settings.js';
import { blind, type Observer } from './ledger-observer.js';

/**
 * A ledger that this process owns. The process writes the log and the vault; its projector process writes the views.
 */
export interface Ledger {
  /** The entry for commands and queries, used by the API and the command line. */
  readonly door: OrderHandler;
  readonly log: EventLog;
  readonly vault: KeyVault;
  /** The views, read only. */
  readonly store: DocumentStore;
  /** Opens a snapshot of the views for a long read. The caller must close it. */
  snapshot(): Promise<DocumentStore>;
  readonly write: WriteSide;
  readonly importer: SheetImport;
  /**
   * The imports. After a start, waiting sheets are judged only once `imports.resume` is called or a new sheet is
   * received.
   */
  readonly imports: OwnImports;
  readonly catalogue: Catalogue;
  /** Whether this ledger is a sample for trying out, with invented acts. */
  readonly sample: boolean;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly projector: ProjectorProcess;
  readonly ownership: Ownership;
  /** Maintenance commands for the views. */
  readonly maintenance: Maintenance;
  /** Resolves when every view has folded all current events. */
  caughtUp(): Promise<void>;
  close(): Promise<void>;
}

/** A log that notifies the projector after every append. */
const notifying = (log: EventLog, projector: ProjectorProcess): EventLog => ({
  start: log.start,
  append: async (chain) => {
    const appended = await log.append(chain);
    projector.notify();
    return appended;
  },
  readStreams: (streams) => log.readStreams(streams),
  readAll: (after, limit) => log.readAll(after, limit),
  idAt: (position) => log.idAt(position),
  head: () => log.head(),
  changed: (after, signal) => log.changed(after, signal),
  close: () => log.close(),
});

type Repeating = Parameters<typeof repeatErasures>[0];

/**
 * Repeats erasures that the vault contains and the log does not, because the log was restored from a backup. Reports to
 * the operator what was repaired.
 */
const followVault = async (
  settings: Settings,
  pairState: PairState,
  { logError, ...ports }: Repeating & Readonly<{ logError: LogError }>,
): Promise<void> => {
  const remark = pairRemarkFor(pairState, enginesOf(settings));
  if (remark !== null) logError(...remark);
  const erased = await repeatErasures(ports);
  if (erased === 0) return;
  logError(...pairSentences.faultText('erasuresRepeated', { number: erased }));
};

/** Resolves with true when every view has folded all current events; with false if the signal aborts first. */
const untilFolded = async (
  projector: ProjectorProcess,
  log: EventLog,
  signal: AbortSignal,
): Promise<boolean> => {
  const { position } = await log.head();
  while (!hasReached(projector, position) && !signal.aborted) await projector.moved(signal);
  return !signal.aborted;
};

/** Options for opening a ledger: an observer, and the number of rows of an import that are judged as one batch. */
export type LedgerOptions = Readonly<{ rowsTogether?: number; observer?: Observer }>;

/**
 * A request may read for ten seconds, and each attempt waits three seconds for a MongoDB that does not respond. With
 * two attempts the request is answered with LEDGER_UNAVAILABLE, and not with TIMED_OUT, which would hide the reason.
 */
const readAttemptsMax = 2;

/** Opens the views for reading. Queries always see the current build (copy) of each view. */
const openStore = async (
  settings: Settings,
  { projector, log, closing }: Readonly<{ projector: OwnProjector; log: NotifyingLog; closing: CloseStack }>,
): Promise<DocumentStore> => {
  const store = currentViews(await openDocuments(settings, 'read', { attemptsMax: readAttemptsMax }), views);
  closing.add(() => store.close());
  projector.onSwitch(() => {
    store.forget();
    // The projector may have been restarted because the log was restored from a backup, so the log must be checked.
    log.doubt();
  });
  return store;
};

const openWith = async (
  settings: Settings,
  logError: LogError,
  { closing, rowsTogether, observer }: Readonly<{ closing: CloseStack }> & Required<LedgerOptions>,
): Promise<Ledger> => {
  const ownership = takeOwnership(settings.data, systemClock.now());
  closing.add(() => {
    ownership.release();
  });
  sweepScratch(settings.data);
  checkFiles(settings, ['log', 'vault'], 'write');
  const { vault, log: opened, pairState } = await openPair(settings, closing);
  const sample = await checkSample(settings, { log: opened.log, clock: systemClock, ids: identifiers });
  const projector = await startProjector(settings, logError, (message) => {
    observer.folded(message);
  });
  closing.add(() => projector.stop());
  const store = await openStore(settings, { projector, log: opened, closing });
  const size = async (): Promise<number> => (await opened.log.head()).ordinal;
  const maintenance = new Maintenance({ settings, ask: projector.ask, size });
  closing.add(() => maintenance.stop());
  void maintenance.bringUpToDate(projector.outdated, logError);

  const log = observer.log(notifying(opened.log, projector));
  const recorded = settings.trustClock ? null : await opened.lastRecordedAt();
  const clock = steadyClock(systemClock, { recorded, logError });
  const ports = { log, vault, ids: identifiers, clock, pause: eventLoopTurn, catalogue };
  const plain = writeSide(ports);
  const erasing = { ...ports, notes: vault.notes, handler: plain.handler, logError };
  const erasures = new ErasuresInProgress(erasing);
  closing.add(() => erasures.stop());
  const write = erasures.watching(plain);
  await followVault(settings, pairState, erasing);
  await erasures.start();
  const importer = observer.importer(sheetImport({ ...ports, ...write }));
  const imports = await OwnImports.open({
    ...ports,
    ...{ write, importer, folder: importFolder(settings.data.imports), logError, rowsTogether, store },
    // An embedded log lies in the data folder, so only this folder can contain its sheets.
    place: enginesOf(settings).log.engine === 'embedded' ? 'here' : folderPlace(settings.data),
    folded: (signal) => untilFolded(projector, log, signal),
    stalledAfterMs,
    openSheet: (kept, as) => openKept({ settings, stalledAfterMs }, kept, as),
    dryRun: () => startDryRun({ settings, stalledAfterMs }),
  });
  closing.add(() => imports.close());
  const snapshot = async () => currentViews(await openDocuments(settings, 'snapshot'), views);
  const parts = { ...ports, sample, store, snapshot, write, imports, projector, maintenance };
  return {
    ...parts,
    door: observer.door(ledgerDoor(parts)),
    importer,
    ownership,
    caughtUp: async () => {
      await untilFolded(projector, log, new AbortController().signal);
    },
    close: () => closing.run(),
  };
};

/** Rows of an import that are judged as one batch while users may work and wait for responses. */
const rowsBesideClients = 250;

/**
 * Takes ownership of the data folder and opens everything in it, or on the servers that the settings name. Throws
 * SettingsFault, OwnedFault, PairFault, FileFault, LogFault, VaultFault, StoreFault or ProjectorFault, each with a
 * message for the user; then everything is closed again.
 */
export const openLedger = async (
  settings: Settings,
  logError: LogError,
  { rowsTogether = rowsBesideClients, observer = blind }: LedgerOptions = {},
): Promise<Ledger> => {
  checkMachines(settings);
  const closing = new CloseStack();
  try {
    return await openWith(settings, logError, { closing, rowsTogether, observer });
  } catch (error) {
    await closing.run();
    throw error;
  }
};
