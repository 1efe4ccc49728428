import type { Listed, ListSlice } from './list-slice.js';
import { findLimitMax, type Scalar } from '../ports/document-store.js';

/** All items of a list, page by page. The next page is read only when the consumer asks for it. */
export const pagesOf = async function* <D>(
  list: (slice: ListSlice) => Promise<Listed<D>>,
): AsyncIterable<readonly D[]> {
  let after: readonly Scalar[] | null = null;
  for (;;) {
    const page: Listed<D> = await list({ from: 'front', first: findLimitMax, after });
    if (page.items.length > 0) yield page.items.map(({ doc }) => doc);
    after = page.items.at(-1)?.cursor ?? null;
    if (!page.hasNext || after === null) return;
  }
};
