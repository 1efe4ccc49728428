import { takeOwnership, type Ownership } from '@ledger/infra/data-folder/data-folder.js';
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
import type { PairStanding } from '@ledger/ledger/ports/pair-standing.js';
import { currentViews } from '@ledger/projections/upkeep/current-builds.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import { views } from '@ledger/projections/views.js';
import { catalogue, type Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import type { Handing } from '../door/door.js';
import { ledgerDoor } from '../door/ledger-door.js';
import { OwnImports } from '../imports/own-imports.js';
import { CloseStack } from '../engines/close-stack.js';
import { checkFiles, enginesOf, openDocuments, type RungLog } from '../engines/engines.js';
import { openPair } from '../engines/ledger-pair.js';
import type { Complain } from '../faults/complaints.js';
import { pairSentences } from '../engines/pair-problems.js';
import { pairRemarkFor } from '../engines/pair-sentences.js';
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

/** A ledger that this process owns: it writes the log and the vault, its projector writes the views. */
export interface Ledger {
  /** The way in of whoever asks something: the API, and commands. */
  readonly door: Handing;
  readonly log: EventLog;
  readonly vault: KeyVault;
  /** The views, for reading. */
  readonly store: DocumentStore;
  /** The views as they are now and stay, for a long reading; whoever takes them closes them. */
  moment(): Promise<DocumentStore>;
  readonly write: WriteSide;
  readonly intake: SheetImport;
  /** Sheets that came in; none is judged before `imports.resume` or a new one sets them going. */
  readonly imports: OwnImports;
  readonly catalogue: Catalogue;
  /** Whether the acts are invented: the ledger is for trying it out. */
  readonly sample: boolean;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly projector: ProjectorProcess;
  readonly ownership: Ownership;
  /** What can be ordered about the views. */
  readonly maintenance: Maintenance;
  /** Resolves when every view has folded what the log holds now. */
  caughtUp(): Promise<void>;
  close(): Promise<void>;
}

/** A log that rings the projector after every append. */
const ringing = (log: EventLog, projector: ProjectorProcess): EventLog => ({
  start: log.start,
  append: async (chain) => {
    const appended = await log.append(chain);
    projector.ring();
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

/** Brings the log up to what the vault has already, where it was put back from a backup, and tells the operator. */
const followVault = async (
  settings: Settings,
  standing: PairStanding,
  { complain, ...ports }: Repeating & Readonly<{ complain: Complain }>,
): Promise<void> => {
  const remark = pairRemarkFor(standing, enginesOf(settings));
  if (remark !== null) complain(...remark);
  const erased = await repeatErasures(ports);
  if (erased === 0) return;
  complain(...pairSentences.told('erasuresRepeated', { number: erased }));
};

/** Resolves when every view has folded what the log holds now; false where the signal aborts before. */
const untilFolded = async (
  projector: ProjectorProcess,
  log: EventLog,
  signal: AbortSignal,
): Promise<boolean> => {
  const { position } = await log.head();
  while (!hasReached(projector, position) && !signal.aborted) await projector.moved(signal);
  return !signal.aborted;
};

/** How a ledger is opened: who watches it at work, and how many rows of an import are judged together. */
export type Opening = Readonly<{ rowsTogether?: number; observer?: Observer }>;

/**
 * A request may read for ten seconds, and each attempt waits three seconds for a MongoDB that is away. With two attempts
 * the request is answered with LEDGER_UNAVAILABLE, and not with TIMED_OUT, which would hide the reason.
 */
const readAttemptsMax = 2;

/** The views for reading, whichever builds are current. */
const openStore = async (
  settings: Settings,
  { projector, log, closing }: Readonly<{ projector: OwnProjector; log: RungLog; closing: CloseStack }>,
): Promise<DocumentStore> => {
  const store = currentViews(await openDocuments(settings, 'read', { attemptsMax: readAttemptsMax }), views);
  closing.add(() => store.close());
  projector.onSwitch(() => {
    store.forget();
    // A projector that was started again may have been so because the log was put back.
    log.doubt();
  });
  return store;
};

const openWith = async (
  settings: Settings,
  complain: Complain,
  { closing, rowsTogether, observer }: Readonly<{ closing: CloseStack }> & Required<Opening>,
): Promise<Ledger> => {
  const ownership = takeOwnership(settings.data, systemClock.now());
  closing.add(() => {
    ownership.release();
  });
  sweepScratch(settings.data);
  checkFiles(settings, ['log', 'vault'], 'write');
  const { vault, log: opened, standing } = await openPair(settings, closing);
  const sample = await checkSample(settings, { log: opened.log, clock: systemClock, ids: identifiers });
  const projector = await startProjector(settings, complain, (message) => {
    observer.folded(message);
  });
  closing.add(() => projector.stop());
  const store = await openStore(settings, { projector, log: opened, closing });
  const size = async (): Promise<number> => (await opened.log.head()).ordinal;
  const maintenance = new Maintenance({ settings, ask: projector.ask, size });
  closing.add(() => maintenance.stop());
  void maintenance.bringUpToDate(projector.outdated, complain);

  const log = observer.log(ringing(opened.log, projector));
  const recorded = settings.trustClock ? null : await opened.lastRecordedAt();
  const clock = steadyClock(systemClock, { recorded, complain });
  const ports = { log, vault, ids: identifiers, clock, pause: eventLoopTurn, catalogue };
  const plain = writeSide(ports);
  const erasing = { ...ports, notes: vault.notes, handler: plain.handler, complain };
  const erasures = new ErasuresInProgress(erasing);
  closing.add(() => erasures.stop());
  const write = erasures.watching(plain);
  await followVault(settings, standing, erasing);
  await erasures.start();
  const taking = observer.intake(sheetImport({ ...ports, ...write }));
  const imports = await OwnImports.open({
    ...ports,
    ...{ write, intake: taking, folder: importFolder(settings.data.imports), complain, rowsTogether, store },
    // Nobody else can have the sheets of a log that lies in the same folder.
    place: enginesOf(settings).log.engine === 'embedded' ? 'here' : folderPlace(settings.data),
    folded: (signal) => untilFolded(projector, log, signal),
    stalledAfterMs,
    openSheet: (kept, as) => openKept({ settings, stalledAfterMs }, kept, as),
    dryRun: () => startDryRun({ settings, stalledAfterMs }),
  });
  closing.add(() => imports.close());
  const moment = async () => currentViews(await openDocuments(settings, 'snapshot'), views);
  const parts = { ...ports, sample, store, moment, write, imports, projector, maintenance };
  return {
    ...parts,
    door: observer.door(ledgerDoor(parts)),
    intake: taking,
    ownership,
    caughtUp: async () => {
      await untilFolded(projector, log, new AbortController().signal);
    },
    close: () => closing.run(),
  };
};

/** Rows of an import that are judged together while somebody may work at the desk, who waits for them. */
const rowsAtADesk = 250;

/**
 * Makes this process the owner of a data folder and opens everything in it, or on the servers that the settings name.
 * Throws SettingsFault, OwnedFault, PairFault, FileFault, LogFault, VaultFault, StoreFault or ProjectorFault, each with
 * a sentence for the user; nothing stays open then.
 */
export const openLedger = async (
  settings: Settings,
  complain: Complain,
  { rowsTogether = rowsAtADesk, observer = blind }: Opening = {},
): Promise<Ledger> => {
  checkMachines(settings);
  const closing = new CloseStack();
  try {
    return await openWith(settings, complain, { closing, rowsTogether, observer });
  } catch (error) {
    await closing.run();
    throw error;
  }
};
