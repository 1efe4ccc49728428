import { badCursor, pageOf, pageSliceOf, type PageArgs, type PageOf } from './connections.js';

/** How to identify an item of a list, and how to present it. */
export type Keyed<T, N> = Readonly<{ key: (item: T) => string | number; node: (item: T) => N }>;

/** The index of the item that a cursor names. Throws GraphQLError BAD_CURSOR if the list does not contain this item. */
const placeOf = <T>(
  all: readonly T[],
  [key, ...more]: readonly unknown[],
  keyOf: Keyed<T, unknown>['key'],
): number => {
  const place = more.length > 0 ? -1 : all.findIndex((item) => keyOf(item) === key);
  if (place === -1) throw badCursor();
  return place;
};

/** A page of a list that is entirely in memory. Its cursors contain the keys of the items. */
export const listedPage = <T, N>(
  all: readonly T[],
  args: PageArgs,
  print: string,
  { key, node }: Keyed<T, N>,
): PageOf<N> => {
  const slice = pageSliceOf(args, print);
  const cursor = slice.from === 'front' ? slice.after : slice.before;
  const at = cursor === null ? null : placeOf(all, cursor, key);
  const end = slice.from === 'front' ? (at ?? -1) + 1 + slice.first : (at ?? all.length);
  const from = slice.from === 'front' ? end - slice.first : Math.max(0, end - slice.last);
  const items = all.slice(from, end).map((doc) => ({ doc, cursor: [key(doc)] }));
  return pageOf({ items, hasNext: end < all.length, hasPrevious: from > 0 }, print, node);
};
