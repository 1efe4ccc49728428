import type { Document, DocumentStore, Find, Page, Scalar } from '../ports/document-store.js';

/** A part of a list: the `first` items after a cursor, or the `last` items before a cursor. */
export type ListSlice = Readonly<
  | { from: 'front'; first: number; after: readonly Scalar[] | null }
  | { from: 'end'; last: number; before: readonly Scalar[] | null }
>;

export type Direction = Find['direction'];

export type Listed<D> = Readonly<{
  items: readonly Readonly<{ key: string; doc: D; cursor: readonly Scalar[] }>[];
  /**
   * Whether there are more items after and before this part. Only the reading direction is checked in the store; for
   * the other direction, a given cursor counts as proof that there is at least one item.
   */
  hasNext: boolean;
  hasPrevious: boolean;
}>;

const opposite = (direction: Direction): Direction =>
  direction === 'ascending' ? 'descending' : 'ascending';

type Listing = Omit<Find, 'direction' | 'after' | 'limit'> &
  Readonly<{ collection: string; direction: Direction }>;

/** A part of a list, always in the order of the list. A part at the end is read backwards. */
export const list = async <D extends Document>(
  store: DocumentStore,
  { collection, direction, ...find }: Listing,
  slice: ListSlice,
): Promise<Listed<D>> => {
  if (slice.from === 'front') {
    const page: Page<D> = await store.find<D>(collection, {
      ...find,
      direction,
      after: slice.after,
      limit: slice.first,
    });
    return { items: page.items, hasNext: page.more, hasPrevious: slice.after !== null };
  }
  const page: Page<D> = await store.find<D>(collection, {
    ...find,
    direction: opposite(direction),
    after: slice.before,
    limit: slice.last,
  });
  return { items: page.items.toReversed(), hasNext: slice.before !== null, hasPrevious: page.more };
};
