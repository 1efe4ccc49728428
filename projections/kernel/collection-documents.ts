import {
  byKey,
  findLimitMax,
  type Document,
  type DocumentStore,
  type FoundDocument,
  type Page,
  type Scalar,
} from '../ports/document-store.js';

/** The documents of a collection in the order of their keys, page by page. */
export const documentsOf = async function* <D extends Document = Document>(
  store: DocumentStore,
  collection: string,
): AsyncGenerator<FoundDocument<D>, undefined> {
  let after: readonly Scalar[] | null = null;
  for (;;) {
    const page: Page<D> = await store.find<D>(collection, {
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
