import { districtFrom } from '@ledger/ledger/kernel/identifiers.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import type { OwnImports } from '../imports/own-imports.js';
import type { ProjectorProcess } from '../projector/projector-process.js';
import type { Maintenance } from '../rebuild/maintenance.js';
import { actsRecorded } from './acts-recorded.js';
import { Door, type Handlers } from './door.js';
import { exportHandlers } from './export-handlers.js';
import { importHandlers } from './import-handlers.js';
import { OpenedActs } from './opened-acts.js';
import type { Caller } from './orders.js';
import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';
import { bounded } from './read-deadline.js';
import { listHandlers, personHandlers } from './read-handlers.js';
import { knownPosition, type ReadSide } from './read-your-writes.js';
import { stoppable } from './stoppable-stream.js';
import { viewsMoved } from './views-moved.js';
import { actHandlers, workerHandlers, type WriteParts } from './write-handlers.js';

/** The parts of an opened ledger that the handlers of commands and queries use. */
export type OwnerParts = Omit<WriteParts, 'vault'> &
  Readonly<{
    vault: KeyVault;
    store: DocumentStore;
    snapshot: () => Promise<DocumentStore>;
    projector: Pick<ProjectorProcess, 'moved'>;
    imports: OwnImports;
    maintenance: Pick<Maintenance, 'carryOut'>;
    sample: boolean;
  }>;

const watchHandlers = (reading: ReadSide): Handlers<'WatchActs' | 'WatchViews'> => {
  const opened = new OpenedActs(reading.log);
  return {
    WatchActs: async ({ district, after: from }) => {
      const after = from === null ? (await reading.log.head()).position : await knownPosition(reading, from);
      return stoppable((signal) => actsRecorded({ reading, opened, district, after }, signal));
    },
    WatchViews: async () => stoppable((signal) => viewsMoved(reading, signal)),
  };
};

/** The caller in full, as clients of the API send it. */
const nameOf = ({ actor, role, district }: Caller): string =>
  [actor, role, district].filter((text) => text !== null).join(' · ');

/** Makes the Door, which executes commands and queries, for a ledger that this process owns. */
export const ledgerDoor = (parts: OwnerParts): Door => {
  const { log, vault, store, projector, imports, maintenance, catalogue, sample, clock } = parts;
  const reading: ReadSide = { store: bounded(store), log, moved: (signal) => projector.moved(signal) };
  const snapshot = async () => {
    const views = await parts.snapshot();
    return { log, store: views, vault: () => vault, close: () => views.close() };
  };
  return new Door({
    ...actHandlers(parts),
    ...workerHandlers(parts),
    ...importHandlers(imports, reading),
    ...personHandlers({ reading, vault: () => vault }),
    ...listHandlers(reading),
    ...exportHandlers({ reading, snapshot, now: () => clock.now(), isSample: async () => sample, nameOf }),
    ...watchHandlers(reading),
    MaintainViews: ({ work, progress }) => maintenance.carryOut(work, progress),
    GetCatalogue: async () => ({ catalogue, sample }),
    FindDistrict: async ({ code }) => districtFrom(code),
  });
};
