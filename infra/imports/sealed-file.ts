import { open, type FileHandle } from 'node:fs/promises';
import { setImmediate as others } from 'node:timers/promises';
import { VaultFault, type SubjectKey } from '@ledger/ledger/ports/key-vault.js';
import { KeepFault, type StoredBytes } from '@ledger/ledger/ports/import-folder.js';

/** Plain bytes per piece. Each piece is encrypted separately and bound to its number, so that it can be read alone. */
const pieceBytes = 64 * 1024;
/**
 * Plain bytes per chunk that a reader gets. Between chunks the event loop runs other work: 64 KiB may hold thousands of
 * rows, and parsing them at once would block everything else.
 */
const partBytes = 8 * 1024;
/** Bytes that encryption adds to each piece: nonce (12) and authentication tag (16). */
const sealBytes = 28;

/** Number of plain bytes in an encrypted file of the given length. */
export const clearBytesOf = (length: number): number =>
  length - Math.ceil(length / (pieceBytes + sealBytes)) * sealBytes;

const fieldOf = (piece: number): string => `piece-${String(piece)}`;

/** Splits a byte stream into pieces of `pieceBytes`; only the last piece may be shorter. */
const pieces = async function* (bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let rest: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    rest.push(chunk);
    length += chunk.length;
    if (length < pieceBytes) continue;
    const joined = Buffer.concat(rest);
    let at = 0;
    for (; joined.length - at >= pieceBytes; at += pieceBytes) yield joined.subarray(at, at + pieceBytes);
    rest = [joined.subarray(at)];
    length = joined.length - at;
  }
  if (length > 0) yield Buffer.concat(rest);
};

/** Error codes of a file system without space: disk full, quota of the user reached, file too large. */
const noRoom: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** The error code of the operating system, such as ENOENT; undefined if the error has none. */
export const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** Turns an error of a full disk into KeepFault `DISK_FULL`; returns any other error unchanged. */
export const asKeepFault = (error: unknown): unknown =>
  noRoom.has(codeOf(error))
    ? new KeepFault('DISK_FULL', 'there is no room left for it in the data folder', { cause: error })
    : error;

const writeAll = async (
  file: FileHandle,
  bytes: AsyncIterable<Uint8Array>,
  { key, bytesMax }: Readonly<{ key: SubjectKey; bytesMax: number }>,
): Promise<number> => {
  let size = 0;
  let number = 0;
  for await (const piece of pieces(bytes)) {
    size += piece.length;
    if (size > bytesMax) {
      throw new KeepFault('TOO_LARGE', `it is larger than ${String(bytesMax)} bytes; split the sheet`, {
        facts: { max: bytesMax },
      });
    }
    await file.appendFile(key.sealBytes(fieldOf(number), piece));
    number += 1;
  }
  await file.sync();
  return size;
};

/**
 * Encrypts bytes into a new file with mode 0600 and flushes it to disk. Returns the number of plain bytes. Throws
 * KeepFault `TOO_LARGE` above `bytesMax`, and `DISK_FULL`.
 */
export const writeSealed = async (
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  as: Readonly<{ key: SubjectKey; bytesMax: number }>,
): Promise<number> => {
  const file = await open(path, 'wx', 0o600);
  try {
    return await writeAll(file, bytes, as);
  } catch (error) {
    throw asKeepFault(error);
  } finally {
    await file.close();
  }
};

const readPiece = async (file: FileHandle, piece: number, key: SubjectKey): Promise<Uint8Array> => {
  const sealed = Buffer.alloc(pieceBytes + sealBytes);
  const { bytesRead } = await file.read(sealed, 0, sealed.length, piece * sealed.length);
  return key.openBytes(fieldOf(piece), sealed.subarray(0, bytesRead));
};

/**
 * Reads an encrypted file that holds `size` plain bytes. The file is open only during a read. Reading throws VaultFault
 * `UNREADABLE` if the file was changed or shortened.
 */
export const openSealed = (path: string, key: SubjectKey, size: number): StoredBytes => {
  const pieceAt = async (file: FileHandle, number: number): Promise<Uint8Array> => {
    const piece = await readPiece(file, number, key);
    if (piece.length === Math.min(pieceBytes, size - number * pieceBytes)) return piece;
    throw new VaultFault('UNREADABLE', `${path} is not as it was written`);
  };

  const bytes = async function* (from = 0, to = size): AsyncIterable<Uint8Array> {
    const file = await open(path, 'r');
    try {
      for (let at = from; at < to;) {
        const number = Math.floor(at / pieceBytes);
        const start = number * pieceBytes;
        const piece = await pieceAt(file, number);
        const wanted = piece.subarray(at - start, Math.min(to - start, piece.length));
        for (let part = 0; part < wanted.length; part += partBytes) {
          yield wanted.subarray(part, part + partBytes);
          await others();
        }
        at = start + pieceBytes;
      }
    } finally {
      await file.close();
    }
  };

  return {
    size,
    bytes,
    read: async (from, length) => {
      const parts: Uint8Array[] = [];
      for await (const part of bytes(from, Math.min(size, from + length))) parts.push(part);
      return Buffer.concat(parts);
    },
  };
};
