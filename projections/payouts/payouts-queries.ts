import { actStates, type ActState } from '@ledger/schema/catalogue/act-states.js';
import { readName } from '../kernel/projection.js';
import { between, within } from '../acts/acts-queries.js';
import { list, type Listed, type Slice } from '../reading/list-slice.js';
import type { DocumentStore, Find } from '../ports/document-store.js';
import type { PayoutDocument } from './payouts-document.js';
import { payouts } from './payouts-projection.js';

/** Which payouts; days are those of the step that a payout stands at. */
export type PayoutFilter = Readonly<{
  district: string | null;
  from: string | null;
  to: string | null;
  kinds: readonly string[] | null;
  states: readonly ActState[] | null;
  worker: number | null;
}>;

export const everyPayout: PayoutFilter = {
  district: null,
  from: null,
  to: null,
  kinds: null,
  states: null,
  worker: null,
};

export type PayoutTotal = Readonly<{ state: ActState; payouts: number; amountFen: number }>;

/** The conditions of a filter on payouts. */
export const payoutsWhere = (filter: PayoutFilter): Find['where'] => ({
  ...within(filter.district),
  ...(filter.from === null && filter.to === null ? {} : { on: between(filter.from, filter.to) }),
  ...(filter.kinds === null ? {} : { kind: { in: filter.kinds } }),
  ...(filter.states === null ? {} : { state: { in: filter.states } }),
  ...(filter.worker === null ? {} : { worker: { is: filter.worker } }),
});

/** A part of the payouts that match, by district and day. */
export const listPayouts = (
  store: DocumentStore,
  filter: PayoutFilter,
  slice: Slice,
): Promise<Listed<PayoutDocument>> =>
  list<PayoutDocument>(
    store,
    {
      collection: readName(payouts),
      index: 'byDistrict',
      where: payoutsWhere(filter),
      direction: 'ascending',
    },
    slice,
  );

/** Count and sum of all payouts that match, by state, in the order of the life cycles. */
export const payoutTotals = async (
  store: DocumentStore,
  filter: PayoutFilter,
): Promise<readonly PayoutTotal[]> => {
  const { groups } = await store.sum(readName(payouts), {
    where: payoutsWhere(filter),
    by: ['state'],
    measures: ['amountFen'],
    bytes: null,
  });
  return actStates.flatMap((state) => {
    const group = groups.find(({ by }) => by['state'] === state);
    return group === undefined
      ? []
      : [{ state, payouts: group.documents, amountFen: group.sums['amountFen'] ?? 0 }];
  });
};
