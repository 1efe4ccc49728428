import type { Amending } from '@ledger/ledger/use-cases/amend-act.js';
import type { CommandHandler } from '@ledger/ledger/engine/command-handler.js';
import type { ImportProgress } from '@ledger/ledger/imports/import-batch.js';
import type { SheetImport } from '@ledger/ledger/imports/import-sheet.js';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import type { Clock } from '@ledger/ledger/ports/clock.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { IdGenerator } from '@ledger/ledger/ports/id-generator.js';
import type { SheetSource } from '@ledger/ledger/ports/sheet-source.js';
import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import type { ImportFolder, StoredBytes } from '@ledger/ledger/ports/import-folder.js';
import type { KeyVault, SubjectKey } from '@ledger/ledger/ports/key-vault.js';
import type { DryOrder } from './sheet-worker-protocol.js';
import { sheetSubjectOf } from '@ledger/ledger/imports/import-keys.js';
import type { UndoPorts } from '@ledger/ledger/imports/undo-import.js';
import type { StreamPorts } from '@ledger/ledger/imports/import-stream.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';

/**
 * Judges sheets exactly as the ledger would, each on the results of the previous ones. Nothing is written to the
 * ledger.
 */
export interface DryRun {
  /**
   * Returns the report that an import of the sheet would give now. Throws SheetFault if the file cannot be read as a
   * sheet.
   */
  import(order: DryOrder, progress: (progress: ImportProgress) => void): Promise<Report>;
  close(): Promise<void>;
}

/** The parts of the ledger that imports use. */
export type ImportPorts = Readonly<{
  log: EventLog;
  vault: KeyVault;
  ids: IdGenerator;
  clock: Clock;
  catalogue: Catalogue;
  importer: SheetImport;
  write: Readonly<{ handler: CommandHandler; amending: Amending }>;
  folder: ImportFolder;
  /**
   * Id of the data folder that stores the sheets of these imports. Sheets in another data folder cannot be read here.
   */
  place: string;
  /** The views, read only. */
  store: DocumentStore;
  /** Resolves with true when the imports view has folded all current events; with false if the signal aborts first. */
  folded: (signal: AbortSignal) => Promise<boolean>;
  /** Opens the stored sheet of the import with this id, in any supported format. Throws SheetFault. */
  openSheet: (
    kept: StoredBytes,
    as: Readonly<{ id: string; name: string; worksheet: string | null }>,
  ) => Promise<SheetSource>;
  /** Number of rows that are judged and appended as one batch. Between batches other work gets its turn. */
  rowsTogether: number;
  /** After how many milliseconds without progress an import counts as stalled. */
  stalledAfterMs: number;
  dryRun: () => Promise<DryRun>;
  /** Reports a problem to the operator. */
  logError: (sentence: string) => void;
}>;

/** The data key that encrypts the sheet of an import. It also encrypts a report that is stored in the data folder. */
export const sheetKey = async ({ vault }: Pick<ImportPorts, 'vault'>, id: string): Promise<SubjectKey> => {
  const subject = sheetSubjectOf(id);
  const key = (await vault.keysFor([subject])).get(subject);
  if (key === undefined) throw new Error(`the vault made no key for ${subject}`);
  return key;
};

/** The ports for appending to the stream of an import. */
export const streamPorts = ({ log, vault, write: { handler } }: ImportPorts): StreamPorts => ({
  log,
  vault,
  handler,
});

/** The ports for undoing an import. */
export const undoPorts = ({ log, vault, write }: ImportPorts): UndoPorts => ({ log, vault, ...write });
