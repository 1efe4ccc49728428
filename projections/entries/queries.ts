import { rangeOf } from '@ledger/schema/catalogue/districts.js';
import { list, type Listed, type Slice } from '../kernel/reading.js';
import type { Condition, DocumentStore } from '../ports/document-store.js';
import { collections } from '../views.js';
import type { EntryDocument } from './document.js';

/** What a total is the sum of: which lines it adds up. */
export type TotalsScope = Readonly<{
  /** A district; null is the whole country. */
  district: string | null;
  /** With all districts below it, or what was recorded for the district itself only. */
  depth: 'all' | 'self';
  /** Months, `YYYY-MM`, both included. */
  from: string;
  to: string;
  kinds: readonly string[] | null;
  /** Only what was recorded up to the end of this month; null is everything. */
  recordedTo: string | null;
}>;

const firstMonth = '0000-01';

const districtWhere = ({ district, depth }: TotalsScope): Readonly<Record<string, Condition>> => {
  if (district === null) return {};
  return { district: depth === 'self' ? { is: district } : rangeOf(district) };
};

/** The conditions of a scope on buckets, and on the lines that they are the sums of. */
export const scopeWhere = (scope: TotalsScope): Readonly<Record<string, Condition>> => ({
  ...districtWhere(scope),
  month: { from: scope.from, to: scope.to },
  ...(scope.kinds === null ? {} : { kind: { in: scope.kinds } }),
  ...(scope.recordedTo === null ? {} : { recorded: { from: firstMonth, to: scope.recordedTo } }),
});

/** The events behind a total, by district, month and order of recording. */
export const listEntries = (
  store: DocumentStore,
  scope: TotalsScope,
  slice: Slice,
): Promise<Listed<EntryDocument>> =>
  list<EntryDocument>(
    store,
    {
      collection: collections.entries.name,
      index: 'byDistrict',
      where: scopeWhere(scope),
      direction: 'ascending',
    },
    slice,
  );
