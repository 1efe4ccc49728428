import { fileSheet } from '@ledger/infra/sheets/file-sheet.js';
import { openKeptSheet, openSheet } from '@ledger/infra/sheets/open-sheet.js';
import type { StoredBytes } from '@ledger/ledger/ports/import-folder.js';
import type { SheetSource } from '@ledger/ledger/ports/sheet-source.js';
import { workbookOfWorker, type WorkerStart } from './sheet-worker-process.js';
import { opened } from '@ledger/ledger/sheets/text-encoding.js';

/**
 * Opens a sheet file on disk: a CSV file, or one worksheet of a workbook (null: the first visible one that has heads). Throws
 * SheetFault.
 */
export const openSheetFile = (path: string, worksheet: string | null): Promise<SheetSource> =>
  openSheet(path, { worksheet: worksheet ?? undefined });

/**
 * Opens the stored sheet of an import. Text is read in this process, a workbook in a child process. Throws SheetFault.
 */
export const openKept = async (
  start: WorkerStart,
  kept: StoredBytes,
  { id, ...as }: Readonly<{ id: string; name: string; worksheet: string | null }>,
): Promise<SheetSource> => {
  const source = await openKeptSheet(kept, as);
  if (!('records' in source)) return source;
  return workbookOfWorker(start, { ...as, place: { kept: id, bytes: kept.size } });
};

/** The bytes of a sheet file on disk, of any format. Throws SheetFault if the file cannot be read. */
export const sheetFileBytes = (path: string): AsyncIterable<Uint8Array> => opened(fileSheet(path));
