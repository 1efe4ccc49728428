import { exact, plus, type Exact } from '@ledger/ledger/kernel/exact-sums.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import type { Collection, Sum, SumGroup, Sums } from '@ledger/projections/ports/document-store.js';
import { bytes, integer, text, type SqlValue, type Cells } from '../../sqlite/sqlite-database.js';
import { isIntegerOverflow } from '../../sqlite/sqlite-faults.js';
import { later } from '../later-position.js';
import { positionOf, scalarOf } from './document-table.js';
import { bytesQuery, halfBits, sumQuery, type Adding, type Query } from './embedded-queries.js';

type RowsOf = (query: Query) => readonly Cells[];

/**
 * Reads the byte field that `sum` names from every document, and collects the values by group. The key of a group is
 * the JSON of the values that its documents share.
 */
const blobsByGroup = (
  collection: Collection,
  sum: Sum,
  rowsOf: RowsOf,
): ReadonlyMap<string, readonly Uint8Array[]> => {
  const blobs = new Map<string, Uint8Array[]>();
  if (sum.bytes === null) return blobs;
  for (const row of rowsOf(bytesQuery(collection, sum, sum.bytes))) {
    const group = JSON.stringify(row.slice(0, -1));
    const known = blobs.get(group);
    if (known === undefined) blobs.set(group, [bytes(row.at(-1))]);
    else known.push(bytes(row.at(-1)));
  }
  return blobs;
};

/** Reads an integer from a result row, in which integers beyond 2^53 − 1 are decimal text. */
const exactOf = (cell: SqlValue | undefined): Exact =>
  typeof cell === 'number' ? integer(cell) : exact(BigInt(text(cell)));

const wholes = (cells: Cells): readonly Exact[] => cells.map(exactOf);

/** Joins sums that are given as two halves each: the upper half, then the lower one. */
const joined = (cells: Cells): readonly Exact[] =>
  cells.flatMap((upper, index) =>
    index % 2 === 0
      ? [plus(exact(BigInt(exactOf(upper)) << BigInt(halfBits)), exactOf(cells[index + 1]))]
      : [],
  );

const sumsIn: Readonly<Record<Adding, (cells: Cells) => readonly Exact[]>> = {
  whole: wholes,
  halves: joined,
};

type Added = Readonly<{ rows: readonly Cells[]; adding: Adding }>;

/** Runs the query for sums. SQLite throws an error if a sum exceeds 64 bits: the sums are then computed in halves. */
const rowsOfSum = (collection: Collection, sum: Sum, rowsOf: RowsOf): Added => {
  try {
    return { rows: rowsOf(sumQuery(collection, sum, 'whole')), adding: 'whole' };
  } catch (cause) {
    if (!isIntegerOverflow(cause)) throw cause;
    return { rows: rowsOf(sumQuery(collection, sum, 'halves')), adding: 'halves' };
  }
};

/** Sums of a collection by group. `rowsOf` must run both queries in one transaction. */
export const sumsOf = (collection: Collection, sum: Sum, rowsOf: RowsOf): Sums => {
  const blobs = blobsByGroup(collection, sum, rowsOf);
  let latest: Position | null = null;
  const groups: SumGroup[] = [];
  const { rows, adding } = rowsOfSum(collection, sum, rowsOf);
  for (const row of rows) {
    const keys = row.slice(0, sum.by.length).map(scalarOf);
    const [documents, position, ...cells] = row.slice(sum.by.length);
    const sums = sumsIn[adding](cells);
    latest = later(latest, positionOf(position));
    groups.push({
      by: Object.fromEntries(sum.by.map((field, index) => [field, keys[index] ?? null])),
      documents: integer(documents),
      sums: Object.fromEntries(sum.measures.map((measure, index) => [measure, sums[index] ?? 0])),
      bytes: blobs.get(JSON.stringify(keys)) ?? [],
    });
  }
  return { groups, latest };
};
