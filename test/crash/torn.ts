import { closeSync, cpSync, fstatSync, openSync, readSync, truncateSync, writeSync } from 'node:fs';
import type { Random } from './random.js';

/** How a page was damaged; printed when a case fails. */
export type Damage = Readonly<{
  page: number;
  half: 'first' | 'second';
  with: 'nothing' | 'noise' | 'another page';
}>;

const pageBytes = (file: number): number => {
  const header = Buffer.alloc(2);
  readSync(file, header, 0, 2, 16);
  return header.readUInt16BE();
};

const fillingOf = (file: number, bytes: number, { with: filling }: Damage, random: Random): Buffer => {
  const half = Buffer.alloc(bytes);
  if (filling === 'noise') for (let at = 0; at < bytes; at += 1) half[at] = random.below(256);
  if (filling === 'another page') {
    const pages = fstatSync(file).size / bytes;
    readSync(file, half, 0, bytes, random.below(pages) * bytes);
  }
  return half;
};

/**
 * Overwrites half of a random page of a database file. The first page is spared because it identifies the file type.
 */
export const tearPage = (path: string, random: Random): Damage => {
  const file = openSync(path, 'r+');
  try {
    const bytes = pageBytes(file);
    const damage: Damage = {
      page: 1 + random.below(fstatSync(file).size / bytes - 1),
      half: random.pick(['first', 'second']),
      with: random.pick(['nothing', 'noise', 'another page']),
    };
    const at = damage.page * bytes + (damage.half === 'first' ? 0 : bytes / 2);
    writeSync(file, fillingOf(file, bytes / 2, damage, random), 0, bytes / 2, at);
    return damage;
  } finally {
    closeSync(file);
  }
};

/** Flips all bits of the byte at an offset. */
export const flipByte = (path: string, at: number): void => {
  const file = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, at);
  writeSync(file, Buffer.of(byte.readUInt8() ^ 0xff), 0, 1, at);
  closeSync(file);
};

/**
 * Copies a database as a power cut would leave it: the file and its write-ahead log, the log cut to `walBytes` unless
 * that is null.
 */
export const copyCut = (from: string, to: string, walBytes: number | null): void => {
  cpSync(from, to);
  cpSync(`${from}-wal`, `${to}-wal`);
  if (walBytes !== null) truncateSync(`${to}-wal`, walBytes);
};
