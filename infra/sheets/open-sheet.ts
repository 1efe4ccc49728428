import type { StoredBytes } from '@ledger/ledger/ports/import-folder.js';
import { sheetFault, type SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import { textBytesMax, workbookBytesMax, type SheetSource } from '@ledger/ledger/ports/sheet-source.js';
import { open, stat } from 'node:fs/promises';
import { fileSheet } from './file-sheet.js';
import { unreadable } from './workbook/unreadable-file.js';
import type { ArchivePlace } from './workbook/kept-archive.js';
import { workbookSheet } from './workbook/workbook-sheet.js';

export type SheetOptions = Readonly<{
  /** The file name as the user entered it; the path if missing. */
  name?: string | undefined;
  /** Workbook only: the name of the worksheet to read. If missing, the first visible one that has heads is read. */
  worksheet?: string | undefined;
}>;

const zipMark = Buffer.from('PK\u0003\u0004');
const oleMark = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** Name of the encrypted stream in a workbook with a password, which is an OLE file like the older format (.xls). */
const lockedMark = Buffer.from('EncryptedPackage', 'utf16le');

const beginsWith = (bytes: Uint8Array, mark: Buffer): boolean => mark.equals(bytes.subarray(0, mark.length));

/** A sheet of unknown format: its first bytes, all its bytes, and where the zip archive is if it is a workbook. */
type Unknown = Readonly<{
  head: () => Promise<Uint8Array>;
  bytes: () => AsyncIterable<Uint8Array>;
  size: () => Promise<number>;
  place: ArchivePlace;
}>;

const headOf = async (path: string): Promise<Uint8Array> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(oleMark.length), 0, oleMark.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

const sizeOf = async (path: string): Promise<number> => (await stat(path)).size;

const mebibyte = 1024 * 1024;

const checkSize = (name: string, size: number, isWorkbook: boolean): void => {
  const most = isWorkbook ? workbookBytesMax : textBytesMax;
  if (size <= most) return;
  const problem = isWorkbook ? 'largeWorkbook' : 'largeSheet';
  throw sheetFault(problem, { file: name, line: null }, { mebibytes: most / mebibyte });
};

const holds = async ({ bytes: all }: Unknown, mark: Buffer): Promise<boolean> => {
  let end = Buffer.alloc(0);
  for await (const chunk of all()) {
    const bytes = Buffer.concat([end, chunk]);
    if (bytes.includes(mark)) return true;
    end = bytes.subarray(-mark.length);
  }
  return false;
};

const oldOrLocked = async (sheet: Unknown, name: string): Promise<SheetFault> =>
  sheetFault((await holds(sheet, lockedMark)) ? 'lockedWorkbook' : 'oldWorkbook', { file: name, line: null });

/**
 * Opens a sheet on disk: CSV or a workbook (.xlsx). The format is detected from the bytes, not from the name. The file
 * must exist until the import and `refusedSheet` (which returns the refused rows) have read it. Throws SheetFault:
 * UNREADABLE, WRONG_FORMAT, WORKBOOK_LOCKED, TOO_LARGE or WORKBOOK_TOO_LARGE. Other problems are thrown when the sheet
 * is read.
 */
export const openSheet = (
  path: string,
  { name = path, worksheet }: SheetOptions = {},
): Promise<SheetSource> => {
  const file = fileSheet(path);
  return opened(
    { head: () => headOf(path), bytes: () => file.bytes(), size: () => sizeOf(path), place: path },
    { name, worksheet: worksheet ?? null },
  );
};

/** Like `openSheet`, for an uploaded sheet that is stored encrypted. */
export const openKeptSheet = (kept: StoredBytes, as: Named): Promise<SheetSource> =>
  opened(
    {
      head: () => kept.read(0, oleMark.length),
      bytes: () => kept.bytes(),
      size: () => Promise.resolve(kept.size),
      place: kept,
    },
    as,
  );

type Named = Readonly<{ name: string; worksheet: string | null }>;

const opened = async (sheet: Unknown, { name, worksheet }: Named): Promise<SheetSource> => {
  const { bytes, place } = sheet;
  try {
    const head = await sheet.head();
    if (beginsWith(head, oleMark)) throw await oldOrLocked(sheet, name);
    const isWorkbook = beginsWith(head, zipMark);
    checkSize(name, await sheet.size(), isWorkbook);
    if (isWorkbook) return workbookSheet({ place, name, worksheet });
    if (worksheet !== null) throw sheetFault('worksheetOfText', { file: name, line: null }, { worksheet });
    return { name, bytes };
  } catch (cause) {
    throw unreadable(name, cause);
  }
};
