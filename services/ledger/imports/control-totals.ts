import { readSum, writtenSum, type WrittenSum } from '../kernel/exact-sums.js';
import { yuan } from '../kernel/money.js';
import type { Because } from '../kernel/refusals.js';
import { readSumOfMoney } from '../sheets/cells.js';
import { SheetFault } from '../ports/sheet-fault.js';
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

const sumProblem = (written: WrittenSum | null, { amount }: Survey): string | null => {
  if (written === null) return null;
  const sumFen = readSum(written);
  if (amount.unreadRow !== null)
    return `the amount of row ${String(amount.unreadRow)} cannot be read, so the sum of ${yuan(sumFen)} yuan cannot be compared`;
  return amount.value === sumFen
    ? null
    : `the amounts come to ${yuan(amount.value)} yuan, not to ${yuan(sumFen)}`;
};

const rowFacts = ({ rows }: ControlTotals, found: Survey): Because =>
  rows === null || rows === found.rows ? {} : { rows: found.rows, statedRows: rows };

const sumFacts = ({ sumFen }: ControlTotals, { amount }: Survey): Because => {
  if (sumFen === null) return {};
  if (amount.unreadRow !== null) return { unreadRow: amount.unreadRow };
  const stated = readSum(sumFen);
  return amount.value === stated ? {} : { sum: yuan(amount.value), statedSum: yuan(stated) };
};

/** Throws SheetFault CONTROLS_DIFFER where the sheet does not come to what it must. */
export const checkControls = (file: string, controls: ControlTotals | null, found: Survey): void => {
  if (controls === null) return;
  const rows =
    controls.rows === null || controls.rows === found.rows
      ? null
      : `the sheet has ${String(found.rows)} rows that are acts, not ${String(controls.rows)}`;
  const problems = [rows, sumProblem(controls.sumFen, found)].filter((problem) => problem !== null);
  if (problems.length > 0)
    throw new SheetFault(
      'CONTROLS_DIFFER',
      { file, line: null },
      `${problems.join('; ')}; nothing was written`,
      { facts: { ...rowFacts(controls, found), ...sumFacts(controls, found) } },
    );
};
