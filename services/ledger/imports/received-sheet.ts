import type { ImportReceived } from '@ledger/schema/events/import-record.js';
import { officeCode } from '../kernel/identifiers.js';
import type { Seal } from '../ports/sealed-texts.js';
import { writtenOtherwise } from '../reading/identifier-checks.js';
import type { ControlTotals } from './control-totals.js';

/** How a sheet is read. */
export type ReadAs = Readonly<{
  /** Of a workbook: the worksheet; null for the first. */
  worksheet: string | null;
  /** The mapping file, where the sheet has other columns and words. */
  mapping: string | null;
  /** Whether the hidden rows of a workbook are left out. */
  skipHidden: boolean;
  /** What the sheet must come to; null where nothing was said. */
  controls: ControlTotals | null;
}>;

/** A sheet that has come in as a whole. */
export type ReceivedSheet = Readonly<{
  file: string;
  /** As it was said; null where nobody said one: then it is the ledger's own. */
  office: string | null;
  /** Whether one refused row keeps the whole sheet out. */
  allOrNothing: boolean;
  how: ReadAs;
  /** How many bytes are kept of it, and where; null where none are. */
  kept: ImportReceived['data']['kept'];
}>;

/** What the stream of its import says of a sheet. */
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

const isReadAs = (value: unknown): value is ReadAs =>
  typeof value === 'object' && value !== null && 'worksheet' in value && 'controls' in value;

/** How a sheet is read, from its sealed text. Throws where it is something else. */
export const readAsIn = (text: string): ReadAs => {
  const value: unknown = JSON.parse(text);
  if (!isReadAs(value)) throw new Error('what is kept of a sheet does not say how it is read');
  return value;
};
