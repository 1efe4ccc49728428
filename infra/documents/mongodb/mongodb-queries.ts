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

/** The MongoDB filter for a condition. A field without a value is not stored; MongoDB's null also matches it. */
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

/** The fields by which a page is ordered: those of its index, then the key. */
const orderOf = (collection: Collection, index: string): readonly string[] => {
  if (index === byKey) return ['_id'];
  const fields = Object.hasOwn(collection.indexes, index) ? collection.indexes[index] : undefined;
  if (fields === undefined) throw undeclared(collection, `the index ${index}`);
  return [...fields, '_id'];
};

/**
 * A filter for all documents that have a value in a field. Its explicit minimum lets the server begin its index scan
 * after the documents without a value.
 */
const anyValue = ({ fields }: Collection, field: string): Bson => ({
  [field]: { $gte: fields[field] === 'text' ? '' : bsonOf(Number.MIN_SAFE_INTEGER) },
});

/**
 * Filters for the documents after a cursor, one per field of the order: equal to the cursor in all earlier fields and
 * after it in this field. Each filter is one range of the index, and the server merges the ranges in index order.
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
  // Every range repeats all conditions, so that the server can use the index for each range.
  const ranges = behind(order, after, ascending ? '$gt' : '$lt').map((range) => ({ $and: [...all, range] }));
  return { filter: { $or: ranges }, sort, order };
};

/** The filter of a sum. Throws StoreFault UNDECLARED if the sum uses a field that the collection does not declare. */
export const sumFilter = (collection: Collection, { where, by, measures, bytes }: Sum): Bson => {
  const unknown =
    by.find((field) => !Object.hasOwn(collection.fields, field)) ??
    measures.find((measure) => !collection.measures.includes(measure)) ??
    (bytes === null || collection.bytes.includes(bytes) ? undefined : bytes);
  if (unknown !== undefined) throw undeclared(collection, unknown);
  return { $and: conditionsOf(collection, where) };
};

/** The aggregation that returns each group with its number of documents and its sums. */
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
