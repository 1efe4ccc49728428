import type { Scalar } from '@ledger/projections/ports/document-store.js';
import type { ImportDocument } from '@ledger/projections/imports/imports-document.js';
import type { Listed, ListSlice } from '@ledger/projections/reading/list-slice.js';
import type { ImportPorts } from './import-ports.js';
import { statusesOf } from './document-status.js';
import type { ImportStatus } from './import-status.js';

/** An entry in a list of imports. The list is sorted newest first; imports of the same instant by descending id. */
type Listable = Readonly<{ id: string; receivedAt: string }>;
type Items<T> = Listed<T>['items'];

/** Whether the first cursor comes before the second in the list, which is sorted newest first. */
export const isNewer = (one: readonly Scalar[], other: readonly Scalar[]): boolean => {
  const [at, id] = one.map(String);
  const [otherAt, otherId] = other.map(String);
  if (at === undefined || id === undefined || otherAt === undefined || otherId === undefined) return false;
  return at === otherAt ? id > otherId : at > otherAt;
};

/** The list cursor of an import: [instant of receipt, id]. */
export const cursorOf = ({ receivedAt, id }: Listable): readonly Scalar[] => [receivedAt, id];

const itemOf = <T extends Listable>(doc: T): Items<T>[number] => ({
  key: doc.id,
  doc,
  cursor: cursorOf(doc),
});

/** A page of the view with its texts decrypted. */
export const statusPage = async (
  { vault, clock }: Pick<ImportPorts, 'vault' | 'clock'>,
  page: Listed<ImportDocument>,
): Promise<Listed<ImportStatus>> => {
  const docs = page.items.map(({ doc }) => doc);
  const status = await statusesOf(vault, docs, clock.now());
  const items = page.items.flatMap((item, index) => {
    const doc = status[index];
    return doc === undefined ? [] : [{ ...item, doc }];
  });
  return { ...page, items };
};

/**
 * Merges entries that are not in the view (the dry runs of this data folder) into a page of the view, where the sort
 * order places them.
 */
export const joinedPage = <T extends Listable>(
  page: Listed<T>,
  others: readonly T[],
  slice: ListSlice,
): Listed<T> => {
  const bound = slice.from === 'front' ? slice.after : slice.before;
  const isInReach = ({ cursor }: Items<T>[number]): boolean =>
    bound === null || (slice.from === 'front' ? isNewer(bound, cursor) : isNewer(cursor, bound));
  const all = [...page.items, ...others.map(itemOf).filter(isInReach)].toSorted((a, b) =>
    isNewer(a.cursor, b.cursor) ? -1 : 1,
  );
  if (slice.from === 'front')
    return { ...page, items: all.slice(0, slice.first), hasNext: page.hasNext || all.length > slice.first };
  const items = all.slice(Math.max(0, all.length - slice.last));
  return { ...page, items, hasPrevious: page.hasPrevious || all.length > slice.last };
};
