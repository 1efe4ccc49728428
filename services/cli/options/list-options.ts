import {
  everyPayout,
  type PayoutFilter,
  type PayoutStep,
} from '@ledger/projections/payouts/payouts-queries.js';
import { actStates } from '@ledger/schema/catalogue/act-states.js';
import { filters } from './option-filters.js';
import { usageFault } from '../terminal/usage-fault.js';

/** Which acts or payouts: the options that lists of them share. */
export type ListFilter = Readonly<{
  district?: string;
  from?: string;
  to?: string;
  kind?: readonly string[];
  state?: readonly string[];
}>;

/** What is asked for. Throws UsageFault, with the option that is wrong. */
export const listFilterOf = ({
  district,
  from,
  to,
  kind,
  state,
}: ListFilter): Omit<PayoutFilter, 'worker' | 'steps'> => {
  const wrong = state?.find((name) => !actStates.some((known) => known === name));
  if (wrong !== undefined)
    throw usageFault('noneOf', { option: 'state', text: wrong, words: actStates.join(', ') });
  return {
    district: filters.district(district),
    ...filters.days(from, to),
    kinds: filters.kinds(kind),
    states: state === undefined ? null : actStates.filter((known) => state.includes(known)),
  };
};

/** Which payouts: also who took each step, and on which days. */
export type PayoutsAsked = ListFilter &
  Readonly<Partial<Record<`${PayoutStep}${'By' | 'From' | 'To'}`, string>>>;

/** The payouts that are asked for. Throws UsageFault, with the option that is wrong. */
export const payoutsFilter = (options: PayoutsAsked): PayoutFilter => ({
  ...everyPayout,
  ...listFilterOf(options),
  steps: filters.steps((step) => ({
    ...{ by: options[`${step}By`], from: options[`${step}From`], to: options[`${step}To`] },
  })),
});
