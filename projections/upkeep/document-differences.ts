import { documentsOf } from '../kernel/collection-documents.js';
import type { Document, DocumentStore, FoundDocument, StoredDocument } from '../ports/document-store.js';

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => (each instanceof Uint8Array ? Array.from(each) : each));

/** A document as text that is equal for equal content, including bytes. */
const printOf = ({ position, doc }: Readonly<{ position: string; doc: Document }>): string =>
  textOf([position, Object.entries(doc).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** The two documents of a key; null if a side has none. */
type Pair = Readonly<{
  key: string;
  kept: FoundDocument<Document> | null;
  fresh: FoundDocument<Document> | null;
}>;

/**
 * Compares the keys: negative if the kept document comes first, positive if the fresh one does, zero if they are equal.
 */
const orderOf = (kept: FoundDocument<Document> | null, fresh: FoundDocument<Document> | null): number => {
  if (kept === null || fresh === null) return kept === null ? 1 : -1;
  if (kept.key === fresh.key) return 0;
  return kept.key < fresh.key ? -1 : 1;
};

const nextOf = async (
  documents: AsyncIterator<FoundDocument<Document>, undefined>,
): Promise<FoundDocument<Document> | null> => (await documents.next()).value ?? null;

export type Place = Readonly<{ store: DocumentStore; collection: string }>;

/** Walks through two collections in parallel, in the order of keys. */
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

const isThere = (
  kept: StoredDocument<Document> | null | undefined,
): kept is StoredDocument<Document> & { doc: Document } => kept?.doc != null;

/**
 * The difference between a kept and a freshly folded document, in words; null if they are equal. A tombstone counts as
 * a missing document.
 */
export const differenceOf = (
  kept: StoredDocument<Document> | null | undefined,
  fresh: StoredDocument<Document> | null | undefined,
): string | null => {
  if (!isThere(kept)) return isThere(fresh) ? 'missing, but a fresh fold has it' : null;
  if (!isThere(fresh)) return 'there, but a fresh fold has no such document';
  return printOf(kept) === printOf(fresh) ? null : 'other content than in a fresh fold';
};

/**
 * The difference between two documents in the fields that both have, in words; null if these are equal. A tombstone
 * counts as a missing document.
 */
export const sharedDifferenceOf: typeof differenceOf = (kept, fresh) => {
  if (!isThere(kept)) return isThere(fresh) ? 'only in the new build' : null;
  if (!isThere(fresh)) return 'only in the old build';
  const shared = Object.keys(kept.doc).filter((field) => Object.hasOwn(fresh.doc, field));
  const differing = shared.filter((field) => textOf(kept.doc[field]) !== textOf(fresh.doc[field])).sort();
  return differing.length === 0 ? null : `differs in ${differing.join(', ')}`;
};
