import type { Fen } from '@ledger/schema/events/values.js';

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

/** `123456` as `1234.56`: yuan with two decimals, for sentences and tables. */
export const yuan = (amountFen: number): string => {
  const digits = String(Math.abs(amountFen)).padStart(3, '0');
  return `${amountFen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
