import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { makeScratch } from '@ledger/infra/data-folder/scratch-folder.js';
import { layeredLog } from '@ledger/infra/dry-run/layered-log.js';
import { layeredVault } from '@ledger/infra/dry-run/layered-vault.js';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { eventLoopTurn } from '@ledger/infra/identifiers/event-loop-turn.js';
import { identifiers } from '@ledger/infra/identifiers/uuid-generator.js';
import { systemClock } from '@ledger/infra/identifiers/system-clock.js';
import { openEmbeddedVault } from '@ledger/infra/key-vault/embedded/embedded-vault.js';
import { writeSide } from '@ledger/ledger/use-cases/write-side.js';
import { sheetImport } from '@ledger/ledger/imports/import-sheet.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { KeyVault, NotedVault } from '@ledger/ledger/ports/key-vault.js';
import { catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { newest, openVault } from '../engines/engines.js';
import { findLogOfPair } from '../engines/ledger-pair.js';
import type { Settings } from '../engines/settings.js';
import type { SheetToImport } from '@ledger/ledger/imports/import-sheet.js';
import type { Report } from '@ledger/ledger/imports/import-report.js';

const keyBytes = 32;

/** A dry run in this process. Everything that it wrote is deleted when it is closed. */
export interface OpenDryRun {
  /**
   * Returns the report that an import of the sheet would give now. Throws SheetFault if the file cannot be read as a
   * sheet.
   */
  import(sheet: Omit<SheetToImport, 'id'>): Promise<Report>;
  close(): Promise<void>;
}

/**
 * Lays the dry run's own log and vault over those of the ledger: reads see both, writes go to the dry run only. Without
 * a ledger, only the dry run's own are used.
 */
const above = async (
  settings: Settings,
  upper: Readonly<{ log: EventLog; vault: NotedVault }>,
): Promise<Readonly<{ log: EventLog; vault: KeyVault }>> => {
  const below = await findLogOfPair(settings);
  if (below === null) return upper;
  const { log } = below.log;
  try {
    const vault = await openVault(settings, 'read');
    return { log: layeredLog(log, upper.log), vault: layeredVault(vault, upper.vault) };
  } catch (error) {
    await log.close();
    throw error;
  }
};

/** The temporary log and vault that a dry run writes to. */
const openUpper = (folder: string): Readonly<{ log: EventLog; vault: NotedVault }> => ({
  log: newest(openEmbeddedLog(join(folder, 'log.db'), 'write')),
  vault: openEmbeddedVault(join(folder, 'vault.db'), randomBytes(keyBytes), 'write'),
});

/**
 * Opens a dry run on the current ledger, whether or not a process owns it; on an empty ledger if none exists yet. The
 * dry run writes into a scratch folder in the data folder, encrypted with a random key that is never stored. If the
 * process is killed, the next dry run or the next start of the ledger removes the scratch folder.
 */
export const openDryRun = async (settings: Settings): Promise<OpenDryRun> => {
  const scratch = makeScratch(settings.data);
  const upper = openUpper(scratch.folder);
  const { log, vault } = await above(settings, upper).catch(async (error: unknown) => {
    await upper.log.close();
    await upper.vault.close();
    scratch.remove();
    throw error;
  });
  const ports = { log, vault, ids: identifiers, clock: systemClock, pause: eventLoopTurn, catalogue };
  const judging = sheetImport({ ...ports, ...writeSide(ports) });
  return {
    import: (sheet) => judging.import({ ...sheet, id: identifiers.fresh() }),
    close: async () => {
      await log.close();
      await vault.close();
      scratch.remove();
    },
  };
};
