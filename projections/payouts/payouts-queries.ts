import { sumOfMoney, type SumOfMoney } from '@ledger/ledger/kernel/money.js';
import { actStates, type ActState } from '@ledger/schema/catalogue/act-states.js';
import { readName } from '../kernel/projection.js';
import { between, within } from '../acts/acts-queries.js';
import { list, type Listed, type Slice } from '../reading/list-slice.js';
import type { DocumentStore, Find, Scalar } from '../ports/document-store.js';
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
  /** By who took each step, and on which days. */
  steps: Readonly<Record<PayoutStep, StepFilter>>;
}>;

/** The steps of a payout; a claim is submitted and assessed. */
export const payoutSteps = ['requested', 'approved', 'paid'] as const;
export type PayoutStep = (typeof payoutSteps)[number];

/** Who took a step, and the days of it, both included; null asks for all, also for payouts without that step. */
export type StepFilter = Readonly<{ by: string | null; from: string | null; to: string | null }>;

const anyStep: StepFilter = { by: null, from: null, to: null };

export const everyPayout: PayoutFilter = {
  district: null,
  from: null,
  to: null,
  kinds: null,
  states: null,
  worker: null,
  steps: { requested: anyStep, approved: anyStep, paid: anyStep },
};

/** Payouts of one state; where they were grouped by a step, those of one person who took it (null: nobody did). */
export type PayoutTotal = Readonly<{
  state: ActState;
  by: string | null;
  payouts: number;
  amountFen: SumOfMoney;
  paidFen: SumOfMoney;
  takenBackFen: SumOfMoney;
}>;

const stepWhere = (step: PayoutStep, { by, from, to }: StepFilter): Find['where'] => ({
  ...(by === null ? {} : { [`${step}By`]: { is: by } }),
  ...(from === null && to === null ? {} : { [`${step}On`]: between(from, to) }),
});

/** The conditions of a filter on payouts. */
const payoutsWhere = (filter: PayoutFilter): Find['where'] => ({
  ...within(filter.district),
  ...(filter.from === null && filter.to === null ? {} : { on: between(filter.from, filter.to) }),
  ...(filter.kinds === null ? {} : { kind: { in: filter.kinds } }),
  ...(filter.states === null ? {} : { state: { in: filter.states } }),
  ...(filter.worker === null ? {} : { worker: { is: filter.worker } }),
  ...stepWhere('requested', filter.steps.requested),
  ...stepWhere('approved', filter.steps.approved),
  ...stepWhere('paid', filter.steps.paid),
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

/** Count and sums of all payouts that match, by state in the order of the life cycles, then by who took a step. */
export const payoutTotals = async (
  store: DocumentStore,
  filter: PayoutFilter,
  step: PayoutStep | null = null,
): Promise<readonly PayoutTotal[]> => {
  const { groups } = await store.sum(readName(payouts), {
    where: payoutsWhere(filter),
    by: ['state', ...(step === null ? [] : [`${step}By`])],
    measures: ['amountFen', 'paidFen', 'takenBackFen'],
    bytes: null,
  });
  const totals = groups.map(({ by, documents, sums }) => ({
    state: by['state'],
    by: step === null ? null : textOrNull(by[`${step}By`]),
    payouts: documents,
    amountFen: sumOfMoney(sums['amountFen'] ?? 0),
    paidFen: sumOfMoney(sums['paidFen'] ?? 0),
    takenBackFen: sumOfMoney(sums['takenBackFen'] ?? 0),
  }));
  return actStates.flatMap((state) =>
    totals
      .filter((total) => total.state === state)
      .map((total) => ({ ...total, state }))
      .toSorted((a, b) => order(a.by ?? '', b.by ?? '')),
  );
};

const textOrNull = (value: Scalar | undefined): string | null => (typeof value === 'string' ? value : null);

const order = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};
