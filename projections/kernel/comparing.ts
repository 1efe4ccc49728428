import {
  byKey,
  findLimitMax,
  type Document,
  type DocumentStore,
  type Found,
  type Kept,
  type Scalar,
} from '../ports/document-store.js';

/** A document as text that is the same for the same content, its bytes included. */
const printOf = ({ position, doc }: Readonly<{ position: string; doc: Document }>): string =>
  JSON.stringify(
    [position, Object.entries(doc).sort(([a], [b]) => (a < b ? -1 : 1))],
    (_key, value: unknown) => (value instanceof Uint8Array ? Array.from(value) : value),
  );

/** The documents of a collection in the order of their keys, page by page. */
const documentsOf = async function* (
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
type Pair = Readonly<{ key: string; kept: Found<Document> | null; fresh: Found<Document> | null }>;

/** Which side comes first: below zero the kept one, above the fresh one, zero both. */
const orderOf = (kept: Found<Document> | null, fresh: Found<Document> | null): number => {
  if (kept === null || fresh === null) return kept === null ? 1 : -1;
  if (kept.key === fresh.key) return 0;
  return kept.key < fresh.key ? -1 : 1;
};

const nextOf = async (
  documents: AsyncIterator<Found<Document>, undefined>,
): Promise<Found<Document> | null> => (await documents.next()).value ?? null;

/** Walks a collection of two stores side by side, both in the order of keys. */
export const pairsOf = async function* (
  views: DocumentStore,
  scratch: DocumentStore,
  collection: string,
): AsyncGenerator<Pair> {
  const keptDocuments = documentsOf(views, collection);
  const freshDocuments = documentsOf(scratch, collection);
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

const isThere = (kept: Kept<Document> | null | undefined): kept is Kept<Document> & { doc: Document } =>
  kept?.doc != null;

/** How a kept document differs from a fresh one, in words; null where it does not. A tombstone counts as none. */
export const differenceOf = (
  kept: Kept<Document> | null | undefined,
  fresh: Kept<Document> | null | undefined,
): string | null => {
  if (!isThere(kept)) return isThere(fresh) ? 'missing, but a fresh fold has it' : null;
  if (!isThere(fresh)) return 'there, but a fresh fold has no such document';
  return printOf(kept) === printOf(fresh) ? null : 'other content than in a fresh fold';
};
