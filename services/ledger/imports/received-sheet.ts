import type { ImportReceived } from '@ledger/schema/events/import-record.js';
import { officeCode } from '../kernel/identifiers.js';
import type { Seal } from '../ports/sealed-texts.js';
import { writtenOtherwise } from '../reading/identifier-checks.js';
import type { ControlTotals } from './control-totals.js';

/** That the rows of a sheet correct the acts that they name, and why. */
export type Corrections = Readonly<{ reason: string }>;

/** How a sheet is read. */
export type ReadAs = Readonly<{
  /** The name of the worksheet in a workbook; null for the first one. */
  worksheet: string | null;
  /** The mapping file, for a sheet with other columns and words; otherwise null. */
  mapping: string | null;
  /** Whether hidden rows of a workbook are left out. */
  skipHidden: boolean;
  /** Totals that the sheet must match; null if none were stated. */
  controls: ControlTotals | null;
  /** Null for a sheet of new acts; missing in imports of an earlier version. */
  corrections?: Corrections | null;
}>;

/** A sheet that was received completely. */
export type ReceivedSheet = Readonly<{
  file: string;
  /** The office as stated by the user. Null if none was stated: then it is the ledger's own office. */
  office: string | null;
  /** Whether one refused row prevents the import of the whole sheet. */
  allOrNothing: boolean;
  how: ReadAs;
  /** How many bytes of the sheet are stored, and in which data folder; null if none are. */
  kept: ImportReceived['data']['kept'];
}>;

/** The data of the ImportReceived event, with the file name and `how` encrypted. */
export const receivedData = (
  { file, office, allOrNothing, how, kept }: ReceivedSheet,
  seal: Seal,
): ImportReceived['data'] => {
  const code = office === null ? null : officeCode(office);
  return {
    file: seal('file', file),
    how: seal('how', JSON.stringify(how)),
    office: code,
    officeWritten: office === null || code === null ? null : writtenOtherwise(office, code),
    allOrNothing,
    kept,
  };
};

export const isReadAs = (value: unknown): value is ReadAs =>
  typeof value === 'object' && value !== null && 'worksheet' in value && 'controls' in value;

/** Parses how a sheet is read from its decrypted text. Throws if the text has another shape. */
export const readAsIn = (text: string): ReadAs => {
  const value: unknown = JSON.parse(text);
  if (!isReadAs(value)) throw new Error('what is kept of a sheet does not say how it is read');
  return value;
};
