import type { Position } from '@ledger/ledger/ports/event-log.js';
import type { Collection, Sum, SumGroup, Sums } from '@ledger/projections/ports/document-store.js';
import type { Collection as MongoCollection, ClientSession, Document as Bson } from 'mongodb';
import { groupPipeline, latestPipeline, sumFilter } from './mongodb-queries.js';
import { later } from '../later-position.js';
import { bytesOf, integerOf, positionOf, scalarOf, type StoredDocument } from './stored-document.js';

type Rows = MongoCollection<StoredDocument>;

/** One moment for all reads of a session, and nothing that could be rolled back. */
const readConcern = { level: 'snapshot' } as const;

const byOf = (names: readonly string[], row: Bson): SumGroup['by'] =>
  Object.fromEntries(names.map((name) => [name, scalarOf(row[name])]));

/** Sums that the server adds up, and the latest position of the same moment. */
const addedThere = async (rows: Rows, filter: Bson, sum: Sum, session: ClientSession): Promise<Sums> => {
  const options = { session, readConcern };
  const found = await rows.aggregate(groupPipeline(filter, sum), options).toArray();
  const [last] = await rows.aggregate(latestPipeline(filter), options).toArray();
  const groups = found.map((row): SumGroup => {
    const named: unknown = row['_id'];
    return {
      by: byOf(sum.by, isObject(named) ? named : {}),
      documents: integerOf(row['documents']),
      sums: Object.fromEntries(sum.measures.map((measure) => [measure, integerOf(row[`sum_${measure}`])])),
      bytes: [],
    };
  });
  return { groups, latest: last === undefined ? null : positionOf(last['position']) };
};

const isObject = (value: unknown): value is Bson => typeof value === 'object' && value !== null;

type Adding = Readonly<{ by: SumGroup['by']; sums: Record<string, number>; bytes: Uint8Array[] }> & {
  documents: number;
};

/**
 * Where bytes are asked for, every document comes anyway, and is added up here: what is summed and what is united are
 * the same documents.
 */
const addedHere = async (
  rows: Rows,
  filter: Bson,
  { by, measures, bytes }: Sum & Readonly<{ bytes: string }>,
  session: ClientSession,
): Promise<Sums> => {
  const projection = Object.fromEntries([...by, ...measures, bytes, 'position'].map((name) => [name, 1]));
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
      group.sums[measure] = (group.sums[measure] ?? 0) + integerOf(row[measure] ?? 0);
    const blob = bytesOf(row[bytes]);
    if (blob.length > 0) group.bytes.push(blob);
    latest = later(latest, positionOf(row['position']));
  }
  return { groups: [...groups.values()], latest };
};

export const sumUp = (
  collection: Collection,
  sum: Sum,
  rows: Rows,
  session: ClientSession,
): Promise<Sums> => {
  const filter = sumFilter(collection, sum);
  const { bytes } = sum;
  return bytes === null
    ? addedThere(rows, filter, sum, session)
    : addedHere(rows, filter, { ...sum, bytes }, session);
};
