import type { Exported } from '@ledger/runtime/exports/exported.js';
import { everyAct } from '@ledger/projections/acts/acts-queries.js';
import { filters } from './option-filters.js';
import { listFilterOf, payoutsFilter, type ListFilter, type PayoutsAsked } from './list-options.js';

/** What is exported; whom a number names is found out when the ledger is open. */
export type ExportFilter = Exported | Readonly<{ what: 'worker'; named: string; office?: string }>;

/** Acts as they stand. Throws UsageFault. */
export const actsFilterOf = (options: ListFilter & Readonly<{ session?: string }>): ExportFilter => {
  const session = filters.session(options.session);
  return { what: 'acts', filter: { ...everyAct, ...listFilterOf(options), session } };
};

/** Payouts, each at its latest step. Throws UsageFault. */
export const payoutsFilterOf = (options: PayoutsAsked): ExportFilter => ({
  what: 'payouts',
  filter: payoutsFilter(options),
});
