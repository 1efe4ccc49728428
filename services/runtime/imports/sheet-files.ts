import { fileSheet } from '@ledger/infra/sheets/file-sheet.js';
import { openKeptSheet, openSheet } from '@ledger/infra/sheets/open-sheet.js';
import type { KeptBytes } from '@ledger/ledger/ports/import-folder.js';
import type { SheetSource } from '@ledger/ledger/ports/sheet-source.js';
import { workbookOfWorker, type WorkerStart } from './sheet-worker-process.js';
import { opened } from '@ledger/ledger/sheets/text-encoding.js';

/** A sheet on disk as an import reads it: CSV, or one worksheet of a workbook; null for the first. Throws SheetFault. */
export const openSheetFile = (path: string, worksheet: string | null): Promise<SheetSource> =>
  openSheet(path, { worksheet: worksheet ?? undefined });

/**
 * A sheet that is kept for the import of that id: text is read here, a workbook by a worker. Throws SheetFault.
 */
export const openKept = async (
  start: WorkerStart,
  kept: KeptBytes,
  { id, ...as }: Readonly<{ id: string; name: string; worksheet: string | null }>,
): Promise<SheetSource> => {
  const source = await openKeptSheet(kept, as);
  if (!('records' in source)) return source;
  return workbookOfWorker(start, { ...as, place: { kept: id, bytes: kept.size } });
};

/** The bytes of a sheet on disk, whatever its format. Throws SheetFault where the file cannot be read. */
export const sheetFileBytes = (path: string): AsyncIterable<Uint8Array> => opened(fileSheet(path));
