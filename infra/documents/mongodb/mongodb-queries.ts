import {
  byKey,
  StoreFault,
  foreignCursor,
  type Collection,
  type Condition,
  type Find,
  type Scalar,
  type Sum,
  type Where,
} from '@ledger/projections/ports/document-store.js';
import type { Document as Bson } from 'mongodb';
import { bsonOf } from './stored-document.js';

const undeclared = ({ name }: Collection, what: string): StoreFault =>
  new StoreFault('UNDECLARED', `collection ${name} does not declare ${what}`);

const present = { doc: { $exists: true } };
const nothing = { _id: { $in: [] } };

/** A field without a value is not stored: to the server, null is equal to what is missing. */
const conditionOf = (field: string, condition: Condition): Bson => {
  if ('is' in condition) return { [field]: bsonOf(condition.is) };
  if ('in' in condition) return { [field]: { $in: condition.in.map(bsonOf) } };
  const { from, to } = condition;
  return from === null || to === null ? nothing : { [field]: { $gte: bsonOf(from), $lte: bsonOf(to) } };
};

const conditionsOf = (collection: Collection, where: Where): readonly Bson[] => {
  const other = Object.keys(where).find((field) => !Object.hasOwn(collection.fields, field));
  if (other !== undefined) throw undeclared(collection, `the field ${other}`);
  return [present, ...Object.entries(where).map(([field, condition]) => conditionOf(field, condition))];
};

/** The fields that a page is ordered by: those of its index, then the key. */
const orderOf = (collection: Collection, index: string): readonly string[] => {
  if (index === byKey) return ['_id'];
  const fields = Object.hasOwn(collection.indexes, index) ? collection.indexes[index] : undefined;
  if (fields === undefined) throw undeclared(collection, `the index ${index}`);
  return [...fields, '_id'];
};

/** Every value of a field's type: said so, the server starts where values do, after what has none. */
const anyValue = ({ fields }: Collection, field: string): Bson => ({
  [field]: { $gte: fields[field] === 'text' ? '' : bsonOf(Number.MIN_SAFE_INTEGER) },
});

/**
 * What comes after a cursor: the same in all fields but the last, and beyond it there; or in all but the last two;
 * and so on. Each is a range of the index for itself, and the server merges them in its order.
 */
const behind = (order: readonly string[], after: readonly Scalar[], beyond: '$gt' | '$lt'): readonly Bson[] =>
  order
    .map((field, at): Bson => {
      const condition: Bson = { [field]: { [beyond]: bsonOf(after[at] ?? null) } };
      for (const [index, each] of order.slice(0, at).entries())
        condition[each] = bsonOf(after[index] ?? null);
      return condition;
    })
    .toReversed();

export type PageQuery = Readonly<{
  filter: Bson;
  sort: readonly (readonly [string, 1 | -1])[];
  /** The fields of a cursor, in their order. */
  order: readonly string[];
}>;

export const pageQuery = (collection: Collection, { index, where, direction, after }: Find): PageQuery => {
  const order = orderOf(collection, index);
  const ascending = direction === 'ascending';
  const all = [
    ...conditionsOf(collection, where),
    ...order.slice(0, -1).map((field) => anyValue(collection, field)),
  ];
  const sort = order.map((field) => [field, ascending ? 1 : -1] as const);
  if (after === null) return { filter: { $and: all }, sort, order };
  if (after.length !== order.length) throw foreignCursor();
  // Every range carries all conditions, so that each can be answered from an index alone.
  const ranges = behind(order, after, ascending ? '$gt' : '$lt').map((range) => ({ $and: [...all, range] }));
  return { filter: { $or: ranges }, sort, order };
};

/** What a sum asks of documents, checked against what is declared. */
export const sumFilter = (collection: Collection, { where, by, measures, bytes }: Sum): Bson => {
  const unknown =
    by.find((field) => !Object.hasOwn(collection.fields, field)) ??
    measures.find((measure) => !collection.measures.includes(measure)) ??
    (bytes === null || collection.bytes.includes(bytes) ? undefined : bytes);
  if (unknown !== undefined) throw undeclared(collection, unknown);
  return { $and: conditionsOf(collection, where) };
};

/** Groups with their number of documents and their sums. */
export const groupPipeline = (filter: Bson, { by, measures }: Sum): Bson[] => [
  { $match: filter },
  {
    $group: {
      _id: by.length === 0 ? null : Object.fromEntries(by.map((field) => [field, `$${field}`])),
      documents: { $sum: 1 },
      ...Object.fromEntries(measures.map((measure) => [`sum_${measure}`, { $sum: `$${measure}` }])),
    },
  },
];

export const latestPipeline = (filter: Bson): Bson[] => [
  { $match: filter },
  { $sort: { position: -1 } },
  { $limit: 1 },
];
