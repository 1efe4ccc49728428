import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { fileSentences } from './file-problems.js';
import { StorageFault } from '@ledger/ledger/ports/storage-fault.js';

/** SQLite's extended codes say more in the higher bytes. */
const primaryCode = 0xff;
const codes = { busy: 5, readOnly: 8, ioError: 10, corrupt: 11, full: 13, noDatabase: 26 } as const;

/** SQLite's own words for these codes: where a row breaks off, the driver gives no code, only them. */
const words: Readonly<Record<string, number>> = {
  'database is locked': codes.busy,
  'attempt to write a readonly database': codes.readOnly,
  'disk I/O error': codes.ioError,
  'database disk image is malformed': codes.corrupt,
  'database or disk is full': codes.full,
  'file is not a database': codes.noDatabase,
};

/** SQLite's code of what a driver has thrown; null where it is something else. */
const codeOf = (error: unknown): number | null => {
  if (typeof error !== 'object' || error === null) return null;
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode & primaryCode;
  const isOfDriver = 'code' in error && error.code === 'ERR_SQLITE_ERROR';
  return isOfDriver && 'message' in error ? (words[String(error.message)] ?? null) : null;
};

/** Whether the driver could not go on because another connection holds a lock. */
export const isBusy = (error: unknown): boolean => codeOf(error) === codes.busy;

/** Whether a sum has passed 64 bits. SQLite has no code of its own for it. */
export const isIntegerOverflow = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'message' in error && error.message === 'integer overflow';

/** Whether the file is none of SQLite's. */
export const isNoDatabase = (error: unknown): boolean => codeOf(error) === codes.noDatabase;

/** Whether reading alone cannot go on: a writer was killed while it made the file, and left a rollback journal. */
export const needsWriter = (error: unknown): boolean => codeOf(error) === codes.readOnly;

/** The fault of a file that holds what nobody has written. */
export const damaged = (file: string, why: string, options?: ErrorOptions): StorageFault =>
  new StorageFault('DAMAGED', ...fileSentences.told('damaged', { file, why }, options));

/** Trouble with the disk as a fault that says what to do; anything else as it is. */
export const troubleOf = (file: string, cause: unknown): unknown => {
  const why = messageOf(cause);
  const code = codeOf(cause);
  if (code === codes.corrupt) return damaged(file, why, { cause });
  if (code === codes.full) {
    return new StorageFault('DISK_FULL', ...fileSentences.told('diskFull', { file, why }, { cause }));
  }
  if (code !== codes.ioError) return cause;
  return new StorageFault('UNAVAILABLE', ...fileSentences.told('diskUnavailable', { file, why }, { cause }));
};

/** A cell holds what it cannot hold: the file is not what we wrote. */
export class UnreadableCell extends TypeError {
  override readonly name = 'UnreadableCell';
}

/** Reads; rows that are none of those that were written are damage, and told with what to do about it. */
export const readable = <T>(file: string, read: () => T): T => {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof UnreadableCell || cause instanceof SyntaxError)
      throw damaged(file, cause.message, { cause });
    throw cause;
  }
};
