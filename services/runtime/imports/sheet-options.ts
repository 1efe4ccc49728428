import type { Corrections, ReadAs } from '@ledger/ledger/imports/received-sheet.js';
import type { ControlTotals } from '@ledger/ledger/imports/control-totals.js';

/** Options for an import. */
export type SheetOptions = Readonly<{
  /** Whether hidden rows of a workbook are left out. */
  skipHidden: boolean;
  /** The row count and the sum that the sheet must have; null if none were given. */
  controls: ControlTotals | null;
  /** Whether one refused row rejects the whole sheet. */
  allOrNothing: boolean;
  /** That the rows correct the acts that they name, and why; null if they are new acts. */
  corrections: Corrections | null;
}>;

export const plainOptions: SheetOptions = {
  ...{ skipHidden: false, controls: null, allOrNothing: false, corrections: null },
};

/** A sheet that a user uploads: its file name, its office, and how it is read. */
export type SentSheet = Pick<ReadAs, 'worksheet' | 'mapping'> &
  Readonly<{
    file: string;
    /** The office as the user wrote it. Null if none was given; the acts then belong to the ledger's own office. */
    office: string | null;
    dryRun: boolean;
    by: SentBy;
    options?: SheetOptions;
  }>;

/** The user who uploads the sheet. */
export type SentBy = Readonly<{ actor: string; role: string; district: string | null }>;

/** A sheet that waits to be judged. */
export type WaitingSheet = Readonly<{
  id: string;
  file: string;
  office: string | null;
  allOrNothing: boolean;
  how: ReadAs;
  by: SentBy;
  /** Size of the stored sheet in bytes, before encryption. */
  bytes: number;
}>;

/** The read options of an uploaded sheet. */
export const readAsOf = ({ worksheet, mapping, options = plainOptions }: SentSheet): ReadAs => ({
  ...{ worksheet, mapping },
  ...{ skipHidden: options.skipHidden, controls: options.controls, corrections: options.corrections },
});
