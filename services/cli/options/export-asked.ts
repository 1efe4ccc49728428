import type { Exported } from '@ledger/runtime/exports/exported.js';
import { everyAct } from '@ledger/projections/acts/acts-queries.js';
import { filters } from './asked-filters.js';
import { listAsked, payoutsFilter, type ListAsked, type PayoutsAsked } from './list-options.js';

/** What is exported; whom a number names is found out when the ledger is open. */
export type ExportAsked = Exported | Readonly<{ what: 'worker'; named: string; office?: string }>;

/** Acts as they stand. Throws UsageFault. */
export const actsAsked = (options: ListAsked & Readonly<{ session?: string }>): ExportAsked => {
  const session = filters.session(options.session);
  return { what: 'acts', filter: { ...everyAct, ...listAsked(options), session } };
};

/** Payouts, each at its latest step. Throws UsageFault. */
export const payoutsAsked = (options: PayoutsAsked): ExportAsked => ({
  what: 'payouts',
  filter: payoutsFilter(options),
});
