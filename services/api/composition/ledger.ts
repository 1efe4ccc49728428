import { existsSync } from 'node:fs';
import { takeOwnership, type Ownership } from '@ledger/infra/data-folder/data-folder.js';
import { openEmbeddedDocuments } from '@ledger/infra/documents/embedded/embedded-documents.js';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { identifiers } from '@ledger/infra/identifiers/identifiers.js';
import { systemClock } from '@ledger/infra/identifiers/system-clock.js';
import { openEmbeddedVault } from '@ledger/infra/key-vault/embedded/embedded-vault.js';
import { masterKey } from '@ledger/infra/key-vault/master-key.js';
import { upcastingLog } from '@ledger/ledger/application/upcasting-log.js';
import { writeSide, type WriteSide } from '@ledger/ledger/application/write-side.js';
import { intake, type Intake } from '@ledger/ledger/intake/intake.js';
import type { Clock } from '@ledger/ledger/ports/clock.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { Identifiers } from '@ledger/ledger/ports/identifiers.js';
import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';
import { currentViews } from '@ledger/projections/kernel/current.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import { catalogue, type Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { ledgerContract } from '@ledger/schema/events/upcasting.js';
import { Maintenance } from './maintenance.js';
import { hasReached, startProjector, type ProjectorProcess } from './projector-process.js';
import type { Settings } from './settings.js';

/** A ledger that this process owns: it writes the log and the vault, its projector writes the views. */
export interface Ledger {
  readonly log: EventLog;
  readonly vault: KeyVault;
  /** The views, for reading. */
  readonly store: DocumentStore;
  readonly write: WriteSide;
  readonly intake: Intake;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly ids: Identifiers;
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
  head: () => log.head(),
  changed: (after, signal) => log.changed(after, signal),
  close: () => log.close(),
});

/** Things to undo, last first, when opening fails half-way or the ledger is closed. */
class Closing {
  private readonly steps: (() => Promise<void> | void)[] = [];

  add(step: () => Promise<void> | void): void {
    this.steps.push(step);
  }

  async run(): Promise<void> {
    for (let step = this.steps.pop(); step !== undefined; step = this.steps.pop()) await step();
  }
}

const openWith = async (
  { data, masterKeyFile }: Settings,
  complain: (sentence: string) => void,
  closing: Closing,
): Promise<Ledger> => {
  const ownership = takeOwnership(data, systemClock.now());
  closing.add(() => {
    ownership.release();
  });
  // A vault that is there has its key: a new one, made under a mistyped name, would open nothing.
  const key = masterKey(masterKeyFile, !existsSync(data.vault));
  const vault = openEmbeddedVault(data.vault, key, 'write');
  closing.add(() => vault.close());
  const embedded = openEmbeddedLog(data.log, 'write');
  closing.add(() => embedded.close());
  const projector = await startProjector(data.folder, complain);
  closing.add(() => projector.stop());
  const store = currentViews(openEmbeddedDocuments(data.views, 'read'));
  closing.add(() => store.close());
  projector.onSwitch(() => {
    store.forget();
  });
  const size = async (): Promise<number> => (await embedded.head()).ordinal;
  const maintenance = new Maintenance({ folder: data.folder, ask: projector.ask, size });
  closing.add(() => maintenance.stop());
  void maintenance.bringUpToDate(projector.outdated, complain);

  const log = upcastingLog(ringing(embedded, projector), ledgerContract);
  const ports = { log, vault, ids: identifiers, clock: systemClock, catalogue };
  const write = writeSide(ports);
  const caughtUp = async (): Promise<void> => {
    const { position } = await log.head();
    const never = new AbortController().signal;
    while (!hasReached(projector, position)) await projector.moved(never);
  };
  return {
    ...ports,
    store,
    write,
    intake: intake({ ...ports, ...write }),
    projector,
    ownership,
    maintenance,
    caughtUp,
    close: () => closing.run(),
  };
};

/**
 * Makes this process the owner of a data folder and opens everything in it. Throws OwnedFault, FileFault, VaultFault
 * or ProjectorFault, each with a sentence for the user; nothing stays open then.
 */
export const openLedger = async (
  settings: Settings,
  complain: (sentence: string) => void,
): Promise<Ledger> => {
  const closing = new Closing();
  try {
    return await openWith(settings, complain, closing);
  } catch (error) {
    await closing.run();
    throw error;
  }
};
