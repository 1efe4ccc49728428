import { controlRows, controlSum } from '@ledger/ledger/imports/control-totals.js';
import { readReason } from '@ledger/ledger/reading/changes-reader.js';
import { isRefused } from '@ledger/ledger/reading/field-checks.js';
import { textMax } from '@ledger/ledger/use-cases/record-act-command.js';
import type { SheetOptions } from '@ledger/runtime/imports/sheet-options.js';
import { usageFault } from '../terminal/usage-fault.js';

export type ImportOptions = Readonly<{
  office?: string;
  dryRun?: boolean;
  json?: boolean;
  /** Where the rows to be corrected are written to. */
  refused?: string;
  /** The file that says how sheets with other columns and words are read. */
  mapping?: string;
  /** Of workbooks. */
  worksheet?: string;
  /** Leaves the hidden rows of workbooks out. */
  skipHidden?: boolean;
  /** What the sheet must come to: rows that are acts, and the sum of their amounts in yuan. */
  rows?: string;
  sum?: string;
  allOrNothing?: boolean;
  /** The rows correct the acts that they name. */
  corrections?: boolean;
  /** Of corrections: why. */
  reason?: string;
}>;

/** Why the acts are corrected; null for new acts. Throws UsageFault where an option does not go with the others. */
const correctionsOf = (options: ImportOptions): SheetOptions['corrections'] => {
  const { corrections = false, reason: given, office, mapping, rows, sum, allOrNothing } = options;
  if (!corrections) {
    if (given !== undefined) throw usageFault('reasonAlone');
    return null;
  }
  const others = Object.entries({ office, mapping, rows, sum, 'all-or-nothing': allOrNothing });
  const other = others.find(([, value]) => value !== undefined)?.[0];
  if (other !== undefined) throw usageFault('correctionsAlone', { option: `--${other}` });
  const reason = readReason(given ?? '');
  if (isRefused(reason)) throw usageFault('correctionsWhy', { max: textMax.note });
  return { reason };
};

const control = <T>(option: string, text: string | undefined, read: (text: string) => T | null): T | null => {
  if (text === undefined) return null;
  const value = read(text);
  if (value === null) throw usageFault('noNumber', { option, text });
  return value;
};

/** What is asked beside taking the sheet in. Throws UsageFault where an option cannot be used. */
export const sheetOptions = (options: ImportOptions): SheetOptions => {
  const { skipHidden = false, rows, sum, allOrNothing = false } = options;
  return {
    skipHidden,
    controls: {
      rows: control('--rows', rows, controlRows),
      sumFen: control('--sum', sum, controlSum),
    },
    allOrNothing,
    corrections: correctionsOf(options),
  };
};
