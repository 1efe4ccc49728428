import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { fileSentences } from './file-problems.js';
import { StorageFault } from '@ledger/ledger/ports/storage-fault.js';

/** Mask for the primary error code: SQLite's extended codes add details in the higher bytes. */
const primaryCode = 0xff;
const codes = { busy: 5, readOnly: 8, ioError: 10, corrupt: 11, full: 13, noDatabase: 26 } as const;

/**
 * SQLite's messages for these codes. If an error occurs while rows are read, the driver gives no code, only a message.
 */
const words: Readonly<Record<string, number>> = {
  'database is locked': codes.busy,
  'attempt to write a readonly database': codes.readOnly,
  'disk I/O error': codes.ioError,
  'database disk image is malformed': codes.corrupt,
  'database or disk is full': codes.full,
  'file is not a database': codes.noDatabase,
};

/** The SQLite error code of an error; null if it is not an error of SQLite. */
const codeOf = (error: unknown): number | null => {
  if (typeof error !== 'object' || error === null) return null;
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode & primaryCode;
  const isOfDriver = 'code' in error && error.code === 'ERR_SQLITE_ERROR';
  return isOfDriver && 'message' in error ? (words[String(error.message)] ?? null) : null;
};

/** Whether the statement failed because another connection holds a lock. */
export const isBusy = (error: unknown): boolean => codeOf(error) === codes.busy;

/** Whether a sum has exceeded 64 bits. SQLite has no error code of its own for this, only a message. */
export const isIntegerOverflow = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'message' in error && error.message === 'integer overflow';

/** Whether the file is not an SQLite database. */
export const isNoDatabase = (error: unknown): boolean => codeOf(error) === codes.noDatabase;

/** Whether only a writer can open the file: a process was killed while creating it and left a rollback journal. */
export const needsWriter = (error: unknown): boolean => codeOf(error) === codes.readOnly;

/** The error for a damaged database file. */
export const damaged = (file: string, why: string, options?: ErrorOptions): StorageFault =>
  new StorageFault('DAMAGED', ...fileSentences.faultText('damaged', { file, why }, options));

/** Turns an SQLite error about the disk or a damaged file into StorageFault; returns any other error unchanged. */
export const troubleOf = (file: string, cause: unknown): unknown => {
  const why = messageOf(cause);
  const code = codeOf(cause);
  if (code === codes.corrupt) return damaged(file, why, { cause });
  if (code === codes.full) {
    return new StorageFault('DISK_FULL', ...fileSentences.faultText('diskFull', { file, why }, { cause }));
  }
  if (code !== codes.ioError) return cause;
  return new StorageFault(
    'UNAVAILABLE',
    ...fileSentences.faultText('diskUnavailable', { file, why }, { cause }),
  );
};

/** A cell contains a value that this project never writes there: the file is damaged or was changed. */
export class UnreadableCell extends TypeError {
  override readonly name = 'UnreadableCell';
}

/** Runs a read. Malformed cells and malformed JSON are thrown as StorageFault DAMAGED, with advice. */
export const readable = <T>(file: string, read: () => T): T => {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof UnreadableCell || cause instanceof SyntaxError)
      throw damaged(file, cause.message, { cause });
    throw cause;
  }
};
