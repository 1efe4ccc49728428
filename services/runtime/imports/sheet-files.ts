import { fileSheet } from '@ledger/infra/sheets/file-sheet.js';
import { openSheet } from '@ledger/infra/sheets/open-sheet.js';
import type { SheetSource } from '@ledger/ledger/ports/sheet-source.js';
import { opened } from '@ledger/ledger/sheets/text-encoding.js';

/** A sheet on disk as an import reads it: CSV, or one worksheet of a workbook; null for the first. Throws SheetFault. */
export const openSheetFile = (path: string, worksheet: string | null): Promise<SheetSource> =>
  openSheet(path, { worksheet: worksheet ?? undefined });

/** The bytes of a sheet on disk, whatever its format. Throws SheetFault where the file cannot be read. */
export const sheetFileBytes = (path: string): AsyncIterable<Uint8Array> => opened(fileSheet(path));
