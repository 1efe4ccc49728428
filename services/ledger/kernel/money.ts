import { isFen, type Fen } from '@ledger/schema/events/brands.js';
import type { Exact } from './exact-sums.js';

/** Money is always an integer number of fen (1/100 yuan). */
export { isFen, type Fen };

/** The number as fen. Throws RangeError if it is not a safe integer: a bug, because input is checked before. */
export const fen = (value: number): Fen => {
  if (!isFen(value)) throw new RangeError(`${String(value)} is not an integer number of fen`);
  return value;
};

/**
 * The largest amount of one act: 100,000,000.00 yuan. A larger number is probably a date or a phone number in the
 * wrong column.
 */
export const actFenMax: Fen = fen(10_000_000_000);

export const noFen: Fen = fen(0);

/** A sum of many amounts, in fen: exact up to ±10^15 yuan, which is beyond the safe integers. */
export type SumFen = Exact & Readonly<{ __brand: 'SumFen' }>;

/** Replaces a sum beyond ±10^15 yuan. */
export const sumTooLarge = 'SUM_TOO_LARGE';

/** A sum of money in a response. The type forces every caller to handle a sum that is too large. */
export type SumOfMoney = SumFen | typeof sumTooLarge;

/** 10^15 yuan, in fen. */
const sumFenMax = 10n ** 17n;

const isSumFen = (value: Exact): value is SumFen => value <= sumFenMax && value >= -sumFenMax;

export const sumOfMoney = (value: Exact): SumOfMoney => (isSumFen(value) ? value : sumTooLarge);

/** Fen as yuan with two decimals, for messages and tables: `123456` becomes `1234.56`. */
export const yuan = (amountFen: Exact): string => {
  const isNegative = amountFen < 0;
  const digits = String(isNegative ? -amountFen : amountFen).padStart(3, '0');
  return `${isNegative ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
