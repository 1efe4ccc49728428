import type { Exact } from '@ledger/ledger/kernel/exact-sums.js';

/**
 * Integers as bytes, with seven bits per byte, the lowest first. The highest bit of a byte means that another byte
 * follows.
 */
export type Bytes = Uint8Array;

/** An offset in bytes while they are read. */
export type Cursor = { at: number };

export const readVarint = (bytes: Bytes, cursor: Cursor): number => {
  let value = 0;
  let scale = 1;
  for (;;) {
    const byte = bytes[cursor.at];
    if (byte === undefined) throw new RangeError('the bytes of a bucket end in the middle of a number');
    cursor.at += 1;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
    scale *= 0x80;
  }
};

export const pushVarint = (bytes: number[], value: number): void => {
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
};

/**
 * Writes a signed integer. The lowest bit of the first byte is the sign, so the rest still holds every safe integer.
 */
export const pushSigned = (bytes: number[], value: number): void => {
  const size = Math.abs(value);
  const first = (size % 0x40) * 2 + (value < 0 ? 1 : 0);
  if (size < 0x40) {
    bytes.push(first);
    return;
  }
  bytes.push(first | 0x80);
  pushVarint(bytes, Math.floor(size / 0x40));
};

export const readSigned = (bytes: Bytes, cursor: Cursor): number => {
  const first = bytes[cursor.at];
  if (first === undefined) throw new RangeError('the bytes of a bucket end in the middle of a number');
  cursor.at += 1;
  const low = (first & 0x7f) >> 1;
  const size = first < 0x80 ? low : low + readVarint(bytes, cursor) * 0x40;
  return (first & 1) === 1 ? 0 - size : size;
};

/** Writes a signed integer of any size. A number is written as by `pushSigned`. */
export const pushExact = (bytes: number[], value: Exact): void => {
  if (typeof value === 'number') {
    pushSigned(bytes, value);
    return;
  }
  const size = value < 0 ? -value : value;
  bytes.push(Number(size % 0x40n) * 2 + (value < 0 ? 1 : 0) + 0x80);
  let rest = size / 0x40n;
  while (rest >= 0x80n) {
    bytes.push(Number(rest % 0x80n) | 0x80);
    rest /= 0x80n;
  }
  bytes.push(Number(rest));
};

/** Reads a signed integer of any size. */
const bigSigned = (bytes: Bytes, cursor: Cursor): bigint => {
  let signed = 0n;
  let shift = 0n;
  for (;;) {
    const byte = bytes[cursor.at] ?? 0;
    cursor.at += 1;
    signed |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return (signed & 1n) === 1n ? -(signed >> 1n) : signed >> 1n;
    shift += 7n;
  }
};

/** Reads an integer that `pushExact` wrote. If a number cannot hold the value, it is read again as a bigint. */
export const readExact = (bytes: Bytes, cursor: Cursor): Exact => {
  const from = cursor.at;
  const value = readSigned(bytes, cursor);
  if (Number.isSafeInteger(value)) return value;
  cursor.at = from;
  return bigSigned(bytes, cursor);
};

/** A copy of the bytes in which those from `from` up to but not including `to` are replaced by others. */
export const splice = (
  bytes: Bytes,
  from: number,
  to: number,
  ...others: readonly ArrayLike<number>[]
): Bytes => {
  let length = 0;
  for (const other of others) length += other.length;
  const next = new Uint8Array(bytes.length - to + from + length);
  next.set(bytes.subarray(0, from));
  let at = from;
  for (const other of others) {
    next.set(other, at);
    at += other.length;
  }
  next.set(bytes.subarray(to), at);
  return next;
};
