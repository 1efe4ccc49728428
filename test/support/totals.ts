import { totalsMeasures } from '@ledger/projections/totals/totals-document.js';
import { countPeople } from '@ledger/projections/totals/people-blob.js';
import type { Where } from '@ledger/projections/ports/document-store.js';
import type { TestLedger } from './ledger.js';
import { collectionNames } from './known-views.js';

export type Measured = Readonly<Record<(typeof totalsMeasures)[number] | 'people', number>>;

export const nothing: Measured = {
  acts: 0,
  headcount: 0,
  sessions: 0,
  minutes: 0,
  items: 0,
  amountFen: 0,
  paidFen: 0,
  people: 0,
};

/** Totals grouped by one field, read directly from the document store. All views are folded first. */
export const totalsBy = async (
  { store, fold }: TestLedger,
  field: 'kind' | 'month' | 'district' | 'recorded',
  where: Where = {},
): Promise<Readonly<Record<string, Measured>>> => {
  await fold();
  const asked = { where, by: [field], measures: totalsMeasures, bytes: 'people' };
  const { groups } = await store.sum(collectionNames.totals, asked);
  return Object.fromEntries(
    groups.map(({ by, sums, bytes }) => [
      String(by[field]),
      { ...nothing, ...sums, people: countPeople(bytes) },
    ]),
  );
};
