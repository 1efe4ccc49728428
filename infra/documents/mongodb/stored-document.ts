import { exact, type Exact } from '@ledger/ledger/kernel/exact-sums.js';
import { isPosition, type Position } from '@ledger/ledger/ports/event-log.js';
import {
  StoreFault,
  type Collection,
  type Document,
  type StoredDocument,
  type Scalar,
} from '@ledger/projections/ports/document-store.js';
import { Binary, Long, type Document as Bson } from 'mongodb';

/**
 * A document as stored in MongoDB: `_id` is its key, `doc` its JSON (missing for a tombstone). Declared fields,
 * measures and byte fields that have a value are also stored under their own names. JSON text is used because it is
 * returned byte for byte, whatever characters the keys contain.
 */
export type MongoDocument = Bson & Readonly<{ _id: string; position: string; write: string; doc?: string }>;

const reserved = ['position', 'write', 'doc'];
const namePattern = /^[a-z][a-zA-Z0-9_]*$/;

/** Fields that are stored outside the JSON too, for filters, sort orders and sums. */
export const repeatedOf = ({ fields, measures }: Collection): readonly string[] => [
  ...new Set([...Object.keys(fields), ...measures]),
];

export const checkNames = (collection: Collection): void => {
  for (const name of [collection.name, ...repeatedOf(collection), ...collection.bytes]) {
    if (!namePattern.test(name) || reserved.includes(name))
      throw new StoreFault('UNDECLARED', `“${name}” is no name for a field or a collection`);
  }
};

const int32Max = 2 ** 31 - 1;

/** Stores integers beyond 32 bits as 64-bit integers: as floating point numbers, their sums would be rounded. */
export const bsonOf = (value: Scalar): string | number | Long | null =>
  Number.isSafeInteger(value) && Math.abs(Number(value)) > int32Max ? Long.fromNumber(Number(value)) : value;

/** The stored form of a document, without its key. `write` is the unique id of the put call that stores it. */
export const storedOf = (
  collection: Collection,
  { position, doc }: Pick<StoredDocument<Document>, 'position' | 'doc'>,
  write: string,
): Omit<MongoDocument, '_id'> => {
  if (doc === null) return { position, write };
  const stored: Record<string, unknown> = {};
  const rest: Record<string, unknown> = { ...doc };
  for (const name of repeatedOf(collection)) {
    const value = doc[name];
    if (typeof value === 'string' && collection.fields[name] !== 'text')
      stored[name] = Long.fromString(value);
    else if (typeof value === 'string' || typeof value === 'number') stored[name] = bsonOf(value);
  }
  for (const name of collection.bytes) {
    const value = doc[name];
    if (value instanceof Uint8Array) stored[name] = new Binary(value);
    rest[name] = null;
  }
  return { position, write, doc: JSON.stringify(rest), ...stored };
};

export const positionOf = (value: unknown): Position => {
  if (typeof value === 'string' && isPosition(value)) return value;
  throw new TypeError(`${String(value)} is not a position`);
};

export const scalarOf = (value: unknown): Scalar => {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : integerOf(value);
};

export const integerOf = (value: unknown): number => {
  const number = value instanceof Long ? value.toNumber() : value;
  if (typeof number === 'number') return number;
  throw new TypeError('a number was expected in the database');
};

/** Whether the server has returned a sum as a rounded floating point number, as it does beyond 64 bits. */
export const isRounded = (value: unknown): boolean =>
  typeof value === 'number' && !Number.isSafeInteger(value);

/** Reads an integer of up to 64 bits. Throws TypeError for any other value. */
export const exactOf = (value: unknown): Exact =>
  value instanceof Long ? exact(value.toBigInt()) : integerOf(value);

/** Reads bytes as a copy: the driver's own bytes are part of a larger buffer, which would stay in memory. */
export const bytesOf = (value: unknown): Uint8Array => {
  if (value instanceof Binary) return new Uint8Array(value.buffer.subarray(0, value.position));
  throw new TypeError('bytes were expected in the database');
};

/** Restores the document from its stored form; null for a tombstone. */
export const documentOf = ({ bytes }: Collection, stored: MongoDocument): Document | null => {
  if (stored.doc === undefined) return null;
  // The type is asserted without a check: only `storedOf` writes this JSON, from an object.
  const doc = JSON.parse(stored.doc) as Record<string, unknown>;
  for (const name of bytes) doc[name] = bytesOf(stored[name]);
  return doc;
};
