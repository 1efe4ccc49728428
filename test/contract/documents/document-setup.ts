import { randomBytes } from 'node:crypto';
import { isPosition, type Position } from '@ledger/ledger/ports/event-log.js';
import {
  byKey,
  StoreFault,
  type Collection,
  type Condition,
  type DocumentStore,
  type Find,
  type StoredDocument,
  type Page,
  type Scalar,
  type DocumentPut,
  type StoreFaultCode,
  type Where,
} from '@ledger/projections/ports/document-store.js';

/** A test document: the acts of one kind in a district and a month. Fields may be null or missing. */
export type Bucket = Readonly<{
  district?: string | null;
  kind?: string | null;
  month?: number | null;
  acts?: number | string | null;
  amountFen?: number | null;
  note?: unknown;
  people: Uint8Array;
}>;

const run = randomBytes(4).toString('hex');
let collections = 0;

/** A collection with a new name that no other case and no other run uses. */
export const freshCollection = (): Collection => {
  collections += 1;
  return {
    name: `contract_${run}_${String(collections)}`,
    fields: { district: 'text', kind: 'text', month: 'integer', amountFen: 'integer' },
    indexes: {
      byMonth: ['month'],
      byPlace: ['district', 'month'],
      byKind: ['kind', 'amountFen', 'district'],
    },
    measures: ['acts', 'amountFen'],
    bytes: ['people'],
  };
};

export const declared = async (store: DocumentStore): Promise<Collection> => {
  const collection = freshCollection();
  await store.declare(collection);
  return collection;
};

export const at = (number: number): Position => {
  const position = `c0de${String(number).padStart(16, '0')}`;
  if (!isPosition(position)) throw new RangeError(`${position} is no position`);
  return position;
};

export const bytesOf = (...bytes: readonly number[]): Uint8Array => Uint8Array.from(bytes);

export const bucket = (fields: Omit<Bucket, 'people'> = {}, people = bytesOf(1, 2, 3)): Bucket => ({
  district: '310104',
  kind: 'health-check',
  month: 202603,
  acts: 1,
  amountFen: 4_500,
  ...fields,
  people,
});

/** A document whose key is not in the store yet. */
export const first = (key: string, doc: Bucket | null = bucket(), position = at(1)): DocumentPut<Bucket> => ({
  key,
  position,
  was: 'none',
  doc,
});

/** A document that replaces the one stored at position `was`. */
export const over = (
  key: string,
  was: Position,
  position: Position,
  doc: Bucket | null,
): DocumentPut<Bucket> => ({
  key,
  position,
  was,
  doc,
});

export const keptOf = <D>({ key, position, doc }: DocumentPut<D>): StoredDocument<D> => ({
  key,
  position,
  doc,
});

/** The stored form of these documents by key, as getMany returns it. */
export const allKept = <D>(docs: readonly DocumentPut<D>[]): ReadonlyMap<string, StoredDocument<D>> =>
  new Map(docs.map((doc) => [doc.key, keptOf(doc)]));

export const getAll = (
  store: DocumentStore,
  { name }: Collection,
  keys: readonly string[],
): Promise<ReadonlyMap<string, StoredDocument<Bucket>>> => store.getMany<Bucket>(name, keys);

/**
 * Compares as a store must: text by code point (the order of its UTF-8 bytes), numbers by size, null before all values.
 */
export const compare = (a: Scalar, b: Scalar): number => {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Number(a !== null) - Number(b !== null);
};

const scalarOf = (value: unknown): Scalar =>
  typeof value === 'string' || typeof value === 'number' ? value : null;

export const valueOf = (doc: Readonly<Record<string, unknown>>, field: string): Scalar =>
  scalarOf(doc[field]);

const meets = (value: Scalar, condition: Condition): boolean => {
  if ('is' in condition) return value === condition.is;
  if ('in' in condition) return condition.in.includes(value);
  return value !== null && compare(condition.from, value) <= 0 && compare(value, condition.to) <= 0;
};

export const matches = (doc: Bucket, where: Where): boolean =>
  Object.entries(where).every(([field, condition]) => meets(valueOf(doc, field), condition));

/** A document that is not a tombstone (a deleted document). */
export type Live = Readonly<{ key: string; position: Position; doc: Bucket }>;

export const live = (docs: readonly DocumentPut<Bucket>[]): readonly Live[] =>
  docs.flatMap(({ key, position, doc }) => (doc === null ? [] : [{ key, position, doc }]));

/** The expected result of a find, by the simplest method: filter and sort in memory. */
export const naiveFind = (
  docs: readonly DocumentPut<Bucket>[],
  { indexes }: Collection,
  { index, where, direction }: Pick<Find, 'index' | 'where' | 'direction'>,
): readonly Live[] => {
  const order = index === byKey ? [] : (indexes[index] ?? []);
  const cursorOf = ({ key, doc }: Live): readonly Scalar[] => [
    ...order.map((field) => valueOf(doc, field)),
    key,
  ];
  const ascending = live(docs)
    .filter(({ doc }) => matches(doc, where) && order.every((field) => valueOf(doc, field) !== null))
    .toSorted((a, b) => {
      const [one, other] = [cursorOf(a), cursorOf(b)];
      return one.map((value, at) => compare(value, other[at] ?? null)).find((sign) => sign !== 0) ?? 0;
    });
  return direction === 'ascending' ? ascending : ascending.toReversed();
};

export const latestOf = (docs: readonly Readonly<{ position: Position }>[]): Position | null =>
  docs
    .map(({ position }) => position)
    .toSorted()
    .at(-1) ?? null;

/**
 * Reads one page and checks it. Throws when the page is too long, is short although more follow, is empty, or reports a
 * wrong latest position.
 */
const turn = async (store: DocumentStore, { name }: Collection, query: Find): Promise<Page<Bucket>> => {
  const page = await store.find<Bucket>(name, query);
  const { length } = page.items;
  if (page.latest !== latestOf(page.items)) throw new Error('a page names the latest of its positions');
  if (length > query.limit) throw new Error('a page is longer than its limit');
  if (page.more && length < query.limit) throw new Error('a page before others is full');
  if (query.after !== null && length === 0) throw new Error('there was said to be more');
  return page;
};

/** Reads all pages. Each page starts at the cursor of the last document of the page before. */
export const walk = async (
  store: DocumentStore,
  collection: Collection,
  query: Omit<Find, 'after'>,
): Promise<readonly Live[]> => {
  const items: Live[] = [];
  let after: Find['after'] = null;
  do {
    const page: Page<Bucket> = await turn(store, collection, { ...query, after });
    items.push(...page.items.map(({ cursor: _cursor, ...item }) => item));
    if (new Set(items.map(({ key }) => key)).size < items.length) throw new Error('a page gets on');
    after = page.more ? (page.items.at(-1)?.cursor ?? null) : null;
  } while (after !== null);
  return items;
};

/** The code of the StoreFault that the work ends with. Throws when there is none. */
export const storeFaultOf = async (work: Promise<unknown>): Promise<StoreFaultCode> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof StoreFault) return error.code;
    throw error;
  }
  throw new Error('there was no fault');
};
