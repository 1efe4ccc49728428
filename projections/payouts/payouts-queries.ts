import { sumOfMoney, type SumOfMoney } from '@ledger/ledger/kernel/money.js';
import { actStates, type ActState } from '@ledger/schema/catalogue/act-states.js';
import { readName } from '../kernel/projection.js';
import { between, within } from '../acts/acts-queries.js';
import { list, type Listed, type ListSlice } from '../reading/list-slice.js';
import type { DocumentStore, Find, Scalar } from '../ports/document-store.js';
import type { PayoutDocument } from './payouts-document.js';
import { payouts } from './payouts-projection.js';

/** A filter of payouts. `from` and `to` are compared with the day of a payout's current step. */
export type PayoutFilter = Readonly<{
  district: string | null;
  from: string | null;
  to: string | null;
  kinds: readonly string[] | null;
  states: readonly ActState[] | null;
  worker: number | null;
  /** Conditions on the user and the day of each step. */
  steps: Readonly<Record<PayoutStep, StepFilter>>;
}>;

/** The steps of a payout. For a mutual-aid claim, `requested` means submitted and `approved` means assessed. */
export const payoutSteps = ['requested', 'approved', 'paid'] as const;
export type PayoutStep = (typeof payoutSteps)[number];

/**
 * The user and the days (both included) of a step. A null sets no condition, so that payouts without the step match
 * too.
 */
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

/**
 * The totals of all payouts in one state. If they are grouped by a step, of one user who recorded that step (null: the
 * payouts have no such step).
 */
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

/** The query conditions of a filter. */
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

/** A part of the list of matching payouts, by district and day. */
export const listPayouts = (
  store: DocumentStore,
  filter: PayoutFilter,
  slice: ListSlice,
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

/**
 * Count and sums of all matching payouts, by state in the order of the life cycle. If `step` is given, each state is
 * also grouped by the user who recorded that step.
 */
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
