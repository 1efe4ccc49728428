import type { ReadAs } from '@ledger/ledger/imports/received-sheet.js';
import type { ControlTotals } from '@ledger/ledger/imports/control-totals.js';

/** What is asked of an import beside taking the sheet in. */
export type SheetOptions = Readonly<{
  /** Whether the hidden rows of a workbook are left out. */
  skipHidden: boolean;
  /** What the sheet must come to; null where nothing was said. */
  controls: ControlTotals | null;
  /** Whether one refused row keeps the whole sheet out. */
  allOrNothing: boolean;
}>;

export const plainOptions: SheetOptions = { skipHidden: false, controls: null, allOrNothing: false };

/** A sheet that somebody sends: what it is called, for whom, and how it is read. */
export type SentSheet = Pick<ReadAs, 'worksheet' | 'mapping'> &
  Readonly<{
    file: string;
    /** As it was written; null where nobody said one: then it is the ledger's own. */
    office: string | null;
    dryRun: boolean;
    by: SentBy;
    options?: SheetOptions;
  }>;

/** Who sends it. */
export type SentBy = Readonly<{ actor: string; role: string; district: string | null }>;

/** A sheet that waits to be judged. */
export type WaitingSheet = Readonly<{
  id: string;
  file: string;
  office: string | null;
  allOrNothing: boolean;
  how: ReadAs;
  by: SentBy;
  /** Clear bytes that are kept of it. */
  bytes: number;
}>;

/** How a sheet that is sent is read. */
export const readAsOf = ({ worksheet, mapping, options = plainOptions }: SentSheet): ReadAs => ({
  ...{ worksheet, mapping },
  ...{ skipHidden: options.skipHidden, controls: options.controls },
});
