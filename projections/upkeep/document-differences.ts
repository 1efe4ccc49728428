import { documentsOf } from '../kernel/collection-documents.js';
import type { Document, DocumentStore, Found, Kept } from '../ports/document-store.js';

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => (each instanceof Uint8Array ? Array.from(each) : each));

/** A document as text that is the same for the same content, its bytes included. */
const printOf = ({ position, doc }: Readonly<{ position: string; doc: Document }>): string =>
  textOf([position, Object.entries(doc).sort(([a], [b]) => (a < b ? -1 : 1))]);

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

/** A collection of a store. */
export type Place = Readonly<{ store: DocumentStore; collection: string }>;

/** Walks two collections side by side, both in the order of keys. */
export const pairsOf = async function* (keptIn: Place, freshIn: Place): AsyncGenerator<Pair> {
  const keptDocuments = documentsOf(keptIn.store, keptIn.collection);
  const freshDocuments = documentsOf(freshIn.store, freshIn.collection);
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

/** How documents differ in the fields that both have; null where they do not. A tombstone counts as none. */
export const sharedDifferenceOf: typeof differenceOf = (kept, fresh) => {
  if (!isThere(kept)) return isThere(fresh) ? 'only in the new build' : null;
  if (!isThere(fresh)) return 'only in the old build';
  const shared = Object.keys(kept.doc).filter((field) => Object.hasOwn(fresh.doc, field));
  const differing = shared.filter((field) => textOf(kept.doc[field]) !== textOf(fresh.doc[field])).sort();
  return differing.length === 0 ? null : `differs in ${differing.join(', ')}`;
};
