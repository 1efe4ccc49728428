import { plus, type Exact } from '@ledger/ledger/kernel/exact-sums.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import type { Collection, Sum, SumGroup, Sums } from '@ledger/projections/ports/document-store.js';
import type { Collection as MongoCollection, ClientSession, Document as Bson } from 'mongodb';
import { groupPipeline, latestPipeline, sumFilter } from './mongodb-queries.js';
import { later } from '../later-position.js';
import {
  bytesOf,
  exactOf,
  integerOf,
  isRounded,
  positionOf,
  scalarOf,
  type MongoDocument,
} from './stored-document.js';

type Rows = MongoCollection<MongoDocument>;

/** All reads of a session see one moment, and only data that cannot be rolled back. */
export const readConcern = { level: 'snapshot' } as const;

const byOf = (names: readonly string[], row: Bson): SumGroup['by'] =>
  Object.fromEntries(names.map((name) => [name, scalarOf(row[name])]));

/**
 * Sums computed by the server, with the latest position of the same documents. null if a sum exceeds 64 bits, because
 * the server then rounds it to floating point.
 */
const addedThere = async (
  rows: Rows,
  filter: Bson,
  sum: Sum,
  session: ClientSession,
): Promise<Sums | null> => {
  const options = { session, readConcern };
  const found = await rows.aggregate(groupPipeline(filter, sum), options).toArray();
  const [last] = await rows.aggregate(latestPipeline(filter), options).toArray();
  const groups: SumGroup[] = [];
  for (const row of found) {
    const named: unknown = row['_id'];
    const sums: Record<string, Exact> = {};
    for (const measure of sum.measures) {
      const value: unknown = row[`sum_${measure}`];
      if (isRounded(value)) return null;
      sums[measure] = exactOf(value);
    }
    const documents = integerOf(row['documents']);
    groups.push({ by: byOf(sum.by, isObject(named) ? named : {}), documents, sums, bytes: [] });
  }
  return { groups, latest: last === undefined ? null : positionOf(last['position']) };
};

const isObject = (value: unknown): value is Bson => typeof value === 'object' && value !== null;

const noBytes = new Uint8Array();

type Adding = Readonly<{ by: SumGroup['by']; sums: Record<string, Exact>; bytes: Uint8Array[] }> & {
  documents: number;
};

/**
 * Sums computed in this process, from all documents. Used if bytes are requested, because every document is read then
 * anyway, and if a sum exceeds the 64 bits of the server.
 */
const addedHere = async (
  rows: Rows,
  filter: Bson,
  { by, measures, bytes }: Sum,
  session: ClientSession,
): Promise<Sums> => {
  const projection = Object.fromEntries(
    [...by, ...measures, ...(bytes === null ? [] : [bytes]), 'position'].map((name) => [name, 1]),
  );
  const groups = new Map<string, Adding>();
  let latest: Position | null = null;
  for await (const row of rows.find(filter, { session, readConcern, projection })) {
    const named = byOf(by, row);
    const name = JSON.stringify(Object.values(named));
    const group = groups.get(name) ?? {
      by: named,
      documents: 0,
      sums: Object.fromEntries(measures.map((measure) => [measure, 0])),
      bytes: [],
    };
    groups.set(name, group);
    group.documents += 1;
    for (const measure of measures)
      group.sums[measure] = plus(group.sums[measure] ?? 0, exactOf(row[measure] ?? 0));
    const blob = bytes === null ? noBytes : bytesOf(row[bytes]);
    if (blob.length > 0) group.bytes.push(blob);
    latest = later(latest, positionOf(row['position']));
  }
  return { groups: [...groups.values()], latest };
};

export const sumUp = async (
  collection: Collection,
  sum: Sum,
  rows: Rows,
  session: ClientSession,
): Promise<Sums> => {
  const filter = sumFilter(collection, sum);
  const added = sum.bytes === null ? await addedThere(rows, filter, sum, session) : null;
  return added ?? addedHere(rows, filter, sum, session);
};
