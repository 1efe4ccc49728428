import { readSum, writtenSum, type WrittenSum } from '../kernel/exact-sums.js';
import { yuan } from '../kernel/money.js';
import type { Because } from '../kernel/refusals.js';
import { readSumOfMoney } from '../sheets/cells.js';
import { sheetFault } from '../ports/sheet-fault.js';
import type { Survey } from './sheet-survey.js';

/** What a sheet must come to, as the one who hands it in knows it from elsewhere; null where nothing was said. */
export type ControlTotals = Readonly<{
  /** Rows that are acts, whatever becomes of them. */
  rows: number | null;
  /** The amounts of these rows, in fen. */
  sumFen: WrittenSum | null;
}>;

/** The number of rows as somebody has typed it; null where it is none. */
export const controlRows = (text: string): number | null => (/^\d{1,7}$/.test(text) ? Number(text) : null);

/** The sum in yuan as somebody has typed it; null where it is none. */
export const controlSum = (text: string): WrittenSum | null => {
  const sum = text.trim() === '' ? null : readSumOfMoney(text.trim());
  return sum === null || sum < 0 ? null : writtenSum(sum);
};

const rowFacts = ({ rows }: ControlTotals, found: Survey): Because =>
  rows === null || rows === found.rows ? {} : { rows: found.rows, statedRows: rows };

const sumFacts = ({ sumFen }: ControlTotals, { amount }: Survey): Because => {
  if (sumFen === null) return {};
  const stated = readSum(sumFen);
  if (amount.unreadRow !== null) return { unreadRow: amount.unreadRow, statedSum: yuan(stated) };
  return amount.value === stated ? {} : { sum: yuan(amount.value), statedSum: yuan(stated) };
};

/** Throws SheetFault CONTROLS_DIFFER where the sheet does not come to what it must. */
export const checkControls = (file: string, controls: ControlTotals | null, found: Survey): void => {
  if (controls === null) return;
  const facts = { ...rowFacts(controls, found), ...sumFacts(controls, found) };
  if (Object.keys(facts).length > 0) throw sheetFault('controlsDiffer', { file, line: null }, facts);
};
