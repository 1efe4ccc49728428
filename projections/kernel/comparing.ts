import {
  byKey,
  findLimitMax,
  type Document,
  type DocumentStore,
  type Found,
  type Scalar,
} from '../ports/document-store.js';

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => (each instanceof Uint8Array ? Array.from(each) : each));

/** A document as text that is the same for the same content, its bytes included. */
const printOf = ({ position, doc }: Found<Document>): string =>
  textOf([position, Object.entries(doc).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** The documents of a collection in the order of their keys, page by page. */
export const documentsOf = async function* (
  store: DocumentStore,
  collection: string,
): AsyncGenerator<Found<Document>, undefined> {
  let after: readonly Scalar[] | null = null;
  for (;;) {
    const page: Awaited<ReturnType<DocumentStore['find']>> = await store.find(collection, {
      index: byKey,
      where: {},
      direction: 'ascending',
      after,
      limit: findLimitMax,
    });
    yield* page.items;
    after = page.items.at(-1)?.cursor ?? null;
    if (!page.more || after === null) return undefined;
  }
};

/** Documents of the same key, one of each side; null where a side has none. */
export type Pair = Readonly<{ key: string; kept: Found<Document> | null; fresh: Found<Document> | null }>;

/** Which side comes first: below zero the kept one, above the fresh one, zero both. */
const orderOf = (kept: Found<Document> | null, fresh: Found<Document> | null): number => {
  if (kept === null || fresh === null) return kept === null ? 1 : -1;
  if (kept.key === fresh.key) return 0;
  return kept.key < fresh.key ? -1 : 1;
};

const nextOf = async (
  documents: AsyncIterator<Found<Document>, undefined>,
): Promise<Found<Document> | null> => (await documents.next()).value ?? null;

/** Walks two collections side by side, both in the order of keys. */
export const pairs = async function* (
  keptDocuments: AsyncIterator<Found<Document>, undefined>,
  freshDocuments: AsyncIterator<Found<Document>, undefined>,
): AsyncGenerator<Pair> {
  let kept = await nextOf(keptDocuments);
  let fresh = await nextOf(freshDocuments);
  while (kept !== null || fresh !== null) {
    const order = orderOf(kept, fresh);
    const key = (order > 0 ? fresh : kept)?.key ?? '';
    yield { key, kept: order > 0 ? null : kept, fresh: order < 0 ? null : fresh };
    if (order <= 0) kept = await nextOf(keptDocuments);
    if (order >= 0) fresh = await nextOf(freshDocuments);
  }
};

/** How a pair differs, in words; null where it does not. */
export const differenceOf = ({ kept, fresh }: Pair): string | null => {
  if (kept === null) return 'missing, but a fresh fold has it';
  if (fresh === null) return 'there, but a fresh fold has no such document';
  return printOf(kept) === printOf(fresh) ? null : 'other content than in a fresh fold';
};

/** How a pair differs in the fields that both documents have; null where it does not. */
export const sharedDifferenceOf = ({ kept, fresh }: Pair): string | null => {
  if (kept === null || fresh === null)
    return kept === null ? 'only in the new build' : 'only in the old build';
  const shared = Object.keys(kept.doc).filter((field) => Object.hasOwn(fresh.doc, field));
  const differing = shared.filter((field) => textOf(kept.doc[field]) !== textOf(fresh.doc[field])).sort();
  return differing.length === 0 ? null : `differs in ${differing.join(', ')}`;
};
