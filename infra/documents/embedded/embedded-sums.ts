import type { Position } from '@ledger/ledger/ports/event-log.js';
import type { Collection, Sum, SumGroup, Sums } from '@ledger/projections/ports/document-store.js';
import { bytes, integer, type Cells } from '../../sqlite/sqlite-database.js';
import { later } from '../later-position.js';
import { positionOf, scalarOf } from './document-table.js';
import { bytesQuery, sumQuery, type Query } from './embedded-queries.js';

type RowsOf = (query: Query) => readonly Cells[];

/** The byte fields of the documents of each group, by the JSON of its keys. */
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

/** Sums of a collection by group. Both of its queries must see the documents of one moment. */
export const sumsOf = (collection: Collection, sum: Sum, rowsOf: RowsOf): Sums => {
  const blobs = blobsByGroup(collection, sum, rowsOf);
  let latest: Position | null = null;
  const groups: SumGroup[] = [];
  for (const row of rowsOf(sumQuery(collection, sum))) {
    const keys = row.slice(0, sum.by.length).map(scalarOf);
    const [documents, position, ...sums] = row.slice(sum.by.length);
    latest = later(latest, positionOf(position));
    groups.push({
      by: Object.fromEntries(sum.by.map((field, index) => [field, keys[index] ?? null])),
      documents: integer(documents),
      sums: Object.fromEntries(sum.measures.map((measure, index) => [measure, integer(sums[index])])),
      bytes: blobs.get(JSON.stringify(keys)) ?? [],
    });
  }
  return { groups, latest };
};
