import type { Document, DocumentStore, Find, Page, Scalar } from '../ports/document-store.js';

/** Which part of a list: so many from the front after a cursor, or so many from the end before one. */
export type Slice = Readonly<
  | { from: 'front'; first: number; after: readonly Scalar[] | null }
  | { from: 'end'; last: number; before: readonly Scalar[] | null }
>;

export type Direction = Find['direction'];

export type Listed<D> = Readonly<{
  items: readonly Readonly<{ key: string; doc: D; cursor: readonly Scalar[] }>[];
  /** Whether there is more in the direction of reading, and whether a cursor says that there is some on the other side. */
  hasNext: boolean;
  hasPrevious: boolean;
}>;

const opposite = (direction: Direction): Direction =>
  direction === 'ascending' ? 'descending' : 'ascending';

type Listing = Omit<Find, 'direction' | 'after' | 'limit'> &
  Readonly<{ collection: string; direction: Direction }>;

/** A part of a list in its own order; read backwards where it is wanted from the end. */
export const list = async <D extends Document>(
  store: DocumentStore,
  { collection, direction, ...find }: Listing,
  slice: Slice,
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
