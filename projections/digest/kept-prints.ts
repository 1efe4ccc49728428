import { byKey, type DocumentStore, type Found, type Scalar } from '../ports/document-store.js';
import { printOf } from './digest-chain.js';
import { countOf, printLength, type DigestBlock } from './digest-document.js';

/** What was kept of an event: the head of the digest behind it, and all of it at the end of a block. */
export type KeptPrint = Readonly<{ print: string; digest: string | null }>;

const blocksPerPage = 100;

/** Whether an event with this digest is the one of which that was kept. */
export const isPrintOf = ({ print, digest }: KeptPrint, found: string): boolean =>
  print === printOf(found) && (digest === null || digest === found);

/** What a build of the digests keeps of every event, in the order of the log. */
export const keptPrints = async function* (
  store: DocumentStore,
  collection: string,
): AsyncGenerator<KeptPrint, undefined> {
  let after: readonly Scalar[] | null = null;
  for (;;) {
    const page: Readonly<{ items: readonly Found<DigestBlock>[]; more: boolean }> =
      await store.find<DigestBlock>(collection, {
        index: byKey,
        where: {},
        direction: 'ascending',
        after,
        limit: blocksPerPage,
      });
    for (const { doc } of page.items) {
      const count = countOf(doc);
      for (let index = 0; index < count; index += 1) {
        const print = doc.prints.slice(index * printLength, (index + 1) * printLength);
        yield { print, digest: index === count - 1 ? doc.digest : null };
      }
    }
    after = page.items.at(-1)?.cursor ?? null;
    if (!page.more || after === null) return undefined;
  }
};
