import { canonicalText } from '@ledger/ledger/kernel/identifiers.js';
import { workerNoMax } from '@ledger/ledger/kernel/ids.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import { readName } from '../kernel/projection.js';
import { bucketWhere } from '../reading/totals-scope.js';
import type { WhomFilter, TotalsScope } from '../reading/totals-scope.js';
import { list, type Listed, type ListSlice } from '../reading/list-slice.js';
import type { Condition, DocumentStore } from '../ports/document-store.js';
import type { EntryDocument } from './entries-document.js';
import { entries } from './entries-projection.js';

const whomWhere = ({ named, employer, ...facets }: WhomFilter): Readonly<Record<string, Condition>> => {
  const where: Record<string, Condition> = {};
  for (const [field, asked] of Object.entries(facets)) if (asked !== null) where[field] = { in: asked };
  if (employer !== null) {
    const forms = employer.map((each) => (each === null ? null : canonicalText(each)));
    where['employerForm'] = { in: [...new Set(forms)] };
  }
  if (named !== null) where['worker'] = named ? { from: 1, to: workerNoMax } : { is: null };
  return where;
};

/** The condition for lines of events up to a position; no condition for null. */
const untilWhere = (until: Position | null): Readonly<Record<string, Condition>> =>
  until === null ? {} : { eventPosition: { from: '', to: until } };

/**
 * The lines that make up a total, by district, month and order of recording; only those up to the log position `until`
 * if it is given.
 */
export const listEntries = (
  store: DocumentStore,
  scope: TotalsScope,
  slice: ListSlice,
  until: Position | null = null,
): Promise<Listed<EntryDocument>> =>
  list<EntryDocument>(
    store,
    {
      collection: readName(entries),
      index: 'byDistrict',
      where: { ...bucketWhere(scope), ...whomWhere(scope.whom), ...untilWhere(until) },
      direction: 'ascending',
    },
    slice,
  );
