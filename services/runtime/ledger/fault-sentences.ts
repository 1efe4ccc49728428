import { OwnedFault } from '@ledger/infra/data-folder/data-folder.js';
import { KeepFault } from '@ledger/ledger/ports/import-folder.js';
import { FileFault } from '@ledger/infra/sqlite/file-format.js';
import { ClockFault } from '@ledger/ledger/ports/clock.js';
import { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import { LogFault } from '@ledger/ledger/ports/event-log.js';
import { StorageFault } from '@ledger/ledger/ports/storage-fault.js';
import { VaultFault } from '@ledger/ledger/ports/key-vault.js';
import { StoreFault } from '@ledger/projections/ports/document-store.js';
import { ImportFault } from '../faults/import-fault.js';
import { MaintenanceFault } from '../faults/maintenance-fault.js';
import { PairFault } from '../faults/pair-fault.js';
import { SampleFault } from '../faults/sample-fault.js';
import { ProjectorFault } from '../projector/projector-process.js';
import { SettingsFault } from '../engines/settings.js';

const known = [
  OwnedFault,
  FileFault,
  SheetFault,
  KeepFault,
  ImportFault,
  LogFault,
  VaultFault,
  StoreFault,
  StorageFault,
  ClockFault,
  PairFault,
  ProjectorFault,
  MaintenanceFault,
  SettingsFault,
  SampleFault,
];

/** The sentence that a user should read of a failure; null for a bug, whose stack says more. */
export const sentenceFor = (error: unknown): string | null => {
  if (!(error instanceof Error)) return null;
  return known.some((fault) => error instanceof fault) ? error.message : null;
};
