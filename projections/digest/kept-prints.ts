import {
  byKey,
  type DocumentStore,
  type FoundDocument,
  type Page,
  type Scalar,
} from '../ports/document-store.js';
import { printOf } from './digest-chain.js';
import { countOf, printLength, type DigestBlock } from './digest-document.js';

/**
 * The stored digests of one event: the first digits of the digest after it and of its id's digest. For the last event
 * of a block, also the whole digest after it.
 */
export type KeptPrint = Readonly<{ print: string; id: string; digest: string | null }>;

const blocksPerPage = 100;

/** Whether the digest computed after an event matches the stored one. */
export const isPrintOf = ({ print, digest }: KeptPrint, found: string): boolean =>
  print === printOf(found) && (digest === null || digest === found);

const blocksOf = (
  store: DocumentStore,
  collection: string,
  part: Readonly<{
    direction: 'ascending' | 'descending';
    after: readonly Scalar[] | null;
    limit: number;
  }>,
): Promise<Page<DigestBlock>> => store.find<DigestBlock>(collection, { index: byKey, where: {}, ...part });

const pieceOf = (pieces: string, index: number): string =>
  pieces.slice(index * printLength, (index + 1) * printLength);

/** The stored digests of all events in one build, in the order of the log. */
export const keptPrints = async function* (
  store: DocumentStore,
  collection: string,
): AsyncGenerator<KeptPrint, undefined> {
  let after: readonly Scalar[] | null = null;
  for (;;) {
    const page: Readonly<{ items: readonly FoundDocument<DigestBlock>[]; more: boolean }> = await blocksOf(
      store,
      collection,
      { direction: 'ascending', after, limit: blocksPerPage },
    );
    for (const { doc } of page.items) {
      const count = countOf(doc);
      for (let index = 0; index < count; index += 1) {
        const digest = index === count - 1 ? doc.digest : null;
        yield { print: pieceOf(doc.prints, index), id: pieceOf(doc.ids, index), digest };
      }
    }
    after = page.items.at(-1)?.cursor ?? null;
    if (!page.more || after === null) return undefined;
  }
};

/** When the last event in a build of the digests was recorded (UTC); null if the build is empty. */
export const keptUntil = async (store: DocumentStore, collection: string): Promise<string | null> => {
  const { items } = await blocksOf(store, collection, { direction: 'descending', after: null, limit: 1 });
  return items[0]?.doc.at ?? null;
};

/** Reads the stored digests of one build, one event at a time. */
export class Prints {
  taken = 0;
  private ahead: KeptPrint | null = null;

  constructor(private readonly prints: AsyncIterator<KeptPrint, undefined>) {}

  async next(): Promise<KeptPrint | null> {
    const print = this.ahead ?? (await this.prints.next()).value ?? null;
    this.ahead = null;
    if (print !== null) this.taken += 1;
    return print;
  }

  async areOver(): Promise<boolean> {
    this.ahead ??= (await this.prints.next()).value ?? null;
    return this.ahead === null;
  }

  /** Reads all remaining digests, so that `taken` counts them. */
  async finish(): Promise<void> {
    while ((await this.next()) !== null);
  }
}
