import {
  byKey,
  StoreFault,
  foreignCursor,
  type Collection,
  type Find,
  type Sum,
  type Where,
} from '@ledger/projections/ports/document-store.js';
import type { SqlValue } from '../../sqlite/sqlite-database.js';

const namePattern = /^[a-z][a-zA-Z0-9_]*$/;

const quoted = (name: string): string => {
  if (!namePattern.test(name))
    throw new StoreFault('UNDECLARED', `“${name}” is no name for a field or a collection`);
  return `"${name}"`;
};

/** SQL that returns an integer beyond 2^53 − 1 as text: the driver cannot return it as an exact number. */
const exactly = (sql: string): string => {
  const safe = String(Number.MAX_SAFE_INTEGER);
  return `iif(${sql} NOT BETWEEN -${safe} AND ${safe}, CAST(${sql} AS TEXT), ${sql})`;
};

/** The columns of a collection's table in addition to key, position and doc: fields, other measures, byte fields. */
export const columnsOf = ({ fields, measures, bytes }: Collection): readonly string[] => [
  ...new Set([...Object.keys(fields), ...measures, ...bytes]),
];

export const tableOf = ({ name }: Pick<Collection, 'name'>): string => quoted(`c_${name}`);

/**
 * The SQL statements that create a collection's table and indexes. Each index is partial: it omits documents without a
 * value in its first field. The condition does not include the other fields of the index, because sums that filter by
 * the first field only could not use the index then.
 */
export const createTable = (collection: Collection): readonly string[] => {
  const table = tableOf(collection);
  const typeOf = (column: string): string => {
    if (collection.bytes.includes(column)) return 'BLOB';
    return collection.fields[column] === 'text' ? 'TEXT' : 'INTEGER';
  };
  const columns = columnsOf(collection).map((column) => `${quoted(column)} ${typeOf(column)}`);
  const indexes = Object.entries(collection.indexes).flatMap(([name, fields]) => {
    const [first] = fields;
    if (first === undefined) return [];
    const present = `${quoted(first)} IS NOT NULL`;
    const index = quoted(`i_${collection.name}_${name}`);
    return `CREATE INDEX ${index} ON ${table} (${[...fields, 'key'].map(quoted).join(', ')}) WHERE ${present}`;
  });
  return [
    `CREATE TABLE ${table} (${['key TEXT PRIMARY KEY', 'position TEXT NOT NULL', ...columns, 'doc TEXT'].join(', ')})`,
    ...indexes,
  ];
};

export type Query = Readonly<{ sql: string; values: readonly SqlValue[] }>;

const conditions = (
  collection: Collection,
  where: Where,
): Readonly<{ parts: string[]; values: SqlValue[] }> => {
  const parts = ['doc IS NOT NULL'];
  const values: SqlValue[] = [];
  for (const [field, condition] of Object.entries(where)) {
    if (!Object.hasOwn(collection.fields, field)) {
      throw new StoreFault('UNDECLARED', `collection ${collection.name} does not declare the field ${field}`);
    }
    const column = quoted(field);
    if ('is' in condition) {
      parts.push(`${column} IS ?`);
      values.push(condition.is);
    } else if ('in' in condition) {
      const among = `${column} IN (SELECT value FROM json_each(?))`;
      // In SQL, `NULL IN (…)` is never true, even if the list contains null: null needs its own condition.
      parts.push(condition.in.includes(null) ? `(${among} OR ${column} IS NULL)` : among);
      values.push(JSON.stringify(condition.in));
    } else {
      parts.push(`${column} BETWEEN ? AND ?`);
      values.push(condition.from, condition.to);
    }
  }
  return { parts, values };
};

/** The fields by which a page is ordered: those of its index, then the key. */
export const orderOf = (collection: Collection, index: string): readonly string[] => {
  if (index === byKey) return ['key'];
  const fields = collection.indexes[index];
  if (fields === undefined) {
    throw new StoreFault('UNDECLARED', `collection ${collection.name} does not declare the index ${index}`);
  }
  return [...fields, 'key'];
};

/**
 * The query for a page. It requests one document more than the limit, to learn whether another page follows. `more`
 * names columns that are added at the end of each row.
 */
export const findQuery = (collection: Collection, find: Find, more: readonly string[] = []): Query => {
  const order = orderOf(collection, find.index).map(quoted);
  const { parts, values } = conditions(collection, find.where);
  for (const field of order.slice(0, -1)) parts.push(`${field} IS NOT NULL`);
  const ascending = find.direction === 'ascending';
  if (find.after !== null) {
    if (find.after.length !== order.length) throw foreignCursor();
    parts.push(`(${order.join(', ')}) ${ascending ? '>' : '<'} (${order.map(() => '?').join(', ')})`);
    values.push(...find.after);
  }
  const bytes = collection.bytes.map(quoted);
  const repeated = more.map((name) =>
    collection.measures.includes(name) ? exactly(quoted(name)) : quoted(name),
  );
  const columns = ['key', 'position', 'doc', ...bytes, ...order.slice(0, -1), ...repeated].join(', ');
  const sorted = order.map((field) => `${field} ${ascending ? 'ASC' : 'DESC'}`).join(', ');
  return {
    sql: `SELECT ${columns} FROM ${tableOf(collection)} WHERE ${parts.join(' AND ')} ORDER BY ${sorted} LIMIT ?`,
    values: [...values, find.limit + 1],
  };
};

const declared = (collection: Collection, names: readonly string[], all: readonly string[]): void => {
  const other = names.find((name) => !all.includes(name));
  if (other === undefined) return;
  throw new StoreFault('UNDECLARED', `collection ${collection.name} does not declare ${other}`);
};

/** How a measure is summed: as one number, or as two halves of 32 bits each, whose sums fit into 64 bits. */
export type Adding = 'whole' | 'halves';

/** Number of bits in the lower half. */
export const halfBits = 32;
const lowerHalf = 2 ** halfBits - 1;

const columnsOfSum = (measure: string, adding: Adding): readonly string[] => {
  const column = quoted(measure);
  if (adding === 'whole') return [exactly(`coalesce(sum(${column}), 0)`)];
  return [`sum(${column} >> ${String(halfBits)})`, `sum(${column} & ${String(lowerHalf)})`].map((half) =>
    exactly(`coalesce(${half}, 0)`),
  );
};

/** The query for sums. Its rows contain the group columns, the number of documents, the latest position, the sums. */
export const sumQuery = (collection: Collection, { where, by, measures }: Sum, adding: Adding): Query => {
  declared(collection, by, Object.keys(collection.fields));
  declared(collection, measures, collection.measures);
  const { parts, values } = conditions(collection, where);
  const groups = by.map(quoted);
  const columns = [
    ...groups,
    'count(*)',
    'max(position)',
    ...measures.flatMap((measure) => columnsOfSum(measure, adding)),
  ];
  const grouped =
    groups.length === 0
      ? 'HAVING count(*) > 0'
      : `GROUP BY ${groups.join(', ')} ORDER BY ${groups.join(', ')}`;
  return {
    sql: `SELECT ${columns.join(', ')} FROM ${tableOf(collection)} WHERE ${parts.join(' AND ')} ${grouped}`,
    values,
  };
};

/** The query for the byte field of the same documents. Its rows contain the group columns, then the bytes. */
export const bytesQuery = (collection: Collection, { where, by }: Sum, field: string): Query => {
  declared(collection, [field], collection.bytes);
  const { parts, values } = conditions(collection, where);
  const column = quoted(field);
  return {
    sql:
      `SELECT ${[...by.map(quoted), column].join(', ')} FROM ${tableOf(collection)} ` +
      `WHERE ${[...parts, `length(${column}) > 0`].join(' AND ')}`,
    values,
  };
};
