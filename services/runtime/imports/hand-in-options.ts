import type { ControlTotals } from '@ledger/ledger/imports/control-totals.js';

/** What is asked of an import beside taking the sheet in. */
export type HandInOptions = Readonly<{
  /** Whether the hidden rows of a workbook are left out. */
  skipHidden: boolean;
  /** What the sheet must come to; null where nothing was said. */
  controls: ControlTotals | null;
  /** Whether one refused row keeps the whole sheet out. */
  allOrNothing: boolean;
}>;

export const plainOptions: HandInOptions = { skipHidden: false, controls: null, allOrNothing: false };
