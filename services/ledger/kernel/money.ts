import type { Fen } from '@ledger/schema/events/values.js';
import type { Exact } from './exact-sums.js';

/** Money in this ledger is an integer number of fen, never a fraction and never a float. */
export type { Fen };

export const isFen = (value: number): value is Fen => Number.isSafeInteger(value);

/** The number as fen. Throws RangeError where it is no safe integer: that is a bug, never bad input. */
export const fen = (value: number): Fen => {
  if (!isFen(value)) throw new RangeError(`${String(value)} is not an integer number of fen`);
  return value;
};

/** The most that one act may have: 100,000,000.00 yuan. Beyond it stands a date or a phone number in the wrong column. */
export const actFenMax: Fen = fen(10_000_000_000);

export const noFen: Fen = fen(0);

/** What many acts come to, in fen: exact up to 10^15 yuan either way, which is more than a number can hold. */
export type SumFen = Exact & Readonly<{ __brand: 'SumFen' }>;

/** Stands in the place of a sum of more than 10^15 yuan. */
export const sumTooLarge = 'SUM_TOO_LARGE';

/** A sum of money as answers have it. The type makes everybody who shows a sum say what is shown for one too large. */
export type SumOfMoney = SumFen | typeof sumTooLarge;

/** 10^15 yuan. */
const sumFenMax = 10n ** 17n;

const isSumFen = (value: Exact): value is SumFen => value <= sumFenMax && value >= -sumFenMax;

export const sumOfMoney = (value: Exact): SumOfMoney => (isSumFen(value) ? value : sumTooLarge);

/** `123456` as `1234.56`: yuan with two decimals, for sentences and tables. */
export const yuan = (amountFen: Exact): string => {
  const isNegative = amountFen < 0;
  const digits = String(isNegative ? -amountFen : amountFen).padStart(3, '0');
  return `${isNegative ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
