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
import type { ImportFolder, KeptBytes } from '@ledger/ledger/ports/import-folder.js';
import type { KeyVault, SubjectKey } from '@ledger/ledger/ports/key-vault.js';
import type { DryOrder } from './sheet-worker-protocol.js';
import { sheetSubjectOf } from '@ledger/ledger/imports/import-keys.js';
import type { UndoPorts } from '@ledger/ledger/imports/undo-import.js';
import type { StreamPorts } from '@ledger/ledger/imports/import-stream.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';

/** Judges sheets as the ledger would, one on what came of the other, and leaves nothing behind. */
export interface DryRun {
  /** The report that an import of the sheet would give now. Throws SheetFault where it is no sheet. */
  import(order: DryOrder, progress: (progress: ImportProgress) => void): Promise<Report>;
  close(): Promise<void>;
}

/** What imports need of the ledger that runs them. */
export type ImportPorts = Readonly<{
  log: EventLog;
  vault: KeyVault;
  ids: IdGenerator;
  clock: Clock;
  catalogue: Catalogue;
  intake: SheetImport;
  write: Readonly<{ handler: CommandHandler; amending: Amending }>;
  folder: ImportFolder;
  /** Names the data folder whose imports these are: what another one keeps cannot be read here. */
  place: string;
  /** The views, for reading. */
  store: DocumentStore;
  /** Resolves when the view of imports has folded what the log holds now; false where the signal aborts before. */
  folded: (signal: AbortSignal) => Promise<boolean>;
  /** The kept sheet of the import of that id, in any format that intake takes. Throws SheetFault. */
  openSheet: (
    kept: KeptBytes,
    as: Readonly<{ id: string; name: string; worksheet: string | null }>,
  ) => Promise<SheetSource>;
  /** How many rows are judged and appended together, before others have their turn. */
  rowsTogether: number;
  /** After how long without progress an import counts as stalled. */
  stalledAfterMs: number;
  dryRun: () => Promise<DryRun>;
  /** Hears what an operator should know. */
  complain: (sentence: string) => void;
}>;

/** The key under which the sheet of an import is sealed, and its report where that is kept beside the log. */
export const sheetKey = async ({ vault }: Pick<ImportPorts, 'vault'>, id: string): Promise<SubjectKey> => {
  const subject = sheetSubjectOf(id);
  const key = (await vault.keysFor([subject])).get(subject);
  if (key === undefined) throw new Error(`the vault made no key for ${subject}`);
  return key;
};

/** What writing into the stream of an import needs. */
export const streamPorts = ({ log, vault, write: { handler } }: ImportPorts): StreamPorts => ({
  log,
  vault,
  handler,
});

/** What undoing an import needs. */
export const undoPorts = ({ log, vault, write }: ImportPorts): UndoPorts => ({ log, vault, ...write });
