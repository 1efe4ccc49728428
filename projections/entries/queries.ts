import { rangeOf } from '@ledger/schema/catalogue/districts.js';
import { list, type Listed, type Slice } from '../kernel/reading.js';
import type { Condition, DocumentStore } from '../ports/document-store.js';
import { collections } from '../views.js';
import type { EntryDocument } from './document.js';

/** What a total is the sum of: which lines it adds up. */
export type TotalsScope = Readonly<{
  /** A district with all below it; null is the whole country. */
  district: string | null;
  /** Months, `YYYY-MM`, both included. */
  from: string;
  to: string;
  kinds: readonly string[] | null;
  /** Only what was recorded up to the end of this month; null is everything. */
  recordedTo: string | null;
}>;

const firstMonth = '0000-01';

/** The conditions of a scope on buckets, and on the lines that they are the sums of. */
export const scopeWhere = (scope: TotalsScope): Readonly<Record<string, Condition>> => ({
  ...(scope.district === null ? {} : { district: rangeOf(scope.district) }),
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
