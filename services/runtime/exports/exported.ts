import type { WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { ActFilter } from '@ledger/projections/acts/acts-queries.js';
import type { PayoutFilter } from '@ledger/projections/payouts/payouts-queries.js';
import type { TotalsScope } from '@ledger/projections/reading/totals-scope.js';
import type { TotalsBy } from '@ledger/projections/totals/totals-splits.js';

/** The content of an export. */
export type Exported =
  | Readonly<{ what: 'totals'; scope: TotalsScope; by: TotalsBy }>
  | Readonly<{ what: 'acts'; filter: ActFilter }>
  | Readonly<{ what: 'payouts'; filter: PayoutFilter }>
  | Readonly<{ what: 'history'; worker: WorkerNo }>;

export type ExportFormat = 'csv' | 'xlsx';
export const exportFormats: readonly ExportFormat[] = ['csv', 'xlsx'];
