import { readSum, writtenSum, type WrittenSum } from '../kernel/exact-sums.js';
import { yuan } from '../kernel/money.js';
import type { RefusalDetails } from '../kernel/refusals.js';
import { readSumOfMoney } from '../sheets/cells.js';
import { sheetFault } from '../ports/sheet-fault.js';
import type { SheetScan } from './sheet-scan.js';

/**
 * Totals that the sheet must match. The user knows them from elsewhere and enters them with the sheet. A total that was
 * not stated is null.
 */
export type ControlTotals = Readonly<{
  /** Number of rows that are acts, accepted or refused. */
  rows: number | null;
  /** Sum of the amounts of these rows, in fen (1/100 yuan). */
  sumFen: WrittenSum | null;
}>;

/** Reads a number of rows as the user typed it; null if the text is not a whole number of at most 7 digits. */
export const controlRows = (text: string): number | null => (/^\d{1,7}$/.test(text) ? Number(text) : null);

/** Reads a sum in yuan as the user typed it and returns it in fen; null if the text is not a valid sum. */
export const controlSum = (text: string): WrittenSum | null => {
  const sum = text.trim() === '' ? null : readSumOfMoney(text.trim());
  return sum === null || sum < 0 ? null : writtenSum(sum);
};

const rowFacts = ({ rows }: ControlTotals, found: SheetScan): RefusalDetails =>
  rows === null || rows === found.rows ? {} : { rows: found.rows, statedRows: rows };

const sumFacts = ({ sumFen }: ControlTotals, { amount }: SheetScan): RefusalDetails => {
  if (sumFen === null) return {};
  const stated = readSum(sumFen);
  if (amount.unreadRow !== null) return { unreadRow: amount.unreadRow, statedSum: yuan(stated) };
  return amount.value === stated ? {} : { sum: yuan(amount.value), statedSum: yuan(stated) };
};

/** Throws SheetFault CONTROLS_DIFFER if the sheet does not match the stated totals. */
export const checkControls = (file: string, controls: ControlTotals | null, found: SheetScan): void => {
  if (controls === null) return;
  const facts = { ...rowFacts(controls, found), ...sumFacts(controls, found) };
  if (Object.keys(facts).length > 0) throw sheetFault('controlsDiffer', { file, line: null }, facts);
};
