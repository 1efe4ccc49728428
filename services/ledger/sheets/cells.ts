import { exact, type Exact } from '../kernel/exact-sums.js';
import { plainDate, type PlainDate } from '../kernel/calendar.js';
import { fen, type Fen } from '../kernel/money.js';
import { narrowed, readNumber, type WrittenNumber } from './written-numbers.js';

/** The largest quantity of one act. A larger number is probably a telephone number in the wrong column. */
export const quantityMax = 1_000_000_000;

/** A day with signs or Chinese words between its numbers, mixed or not, or as eight digits. */
const dayPattern =
  /^(?:(\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?[日号]?|(\d{4})(\d{2})(\d{2}))(?:[T ] ?(.*))?$/;

/** A time of day, which is not kept. A time in another time zone would be another day. */
const timePattern = /^(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?$/;

/** A longer text is no date. */
const dateCharsMax = 40;

/**
 * Reads a date written as `Y-M-D`, `Y/M/D`, `Y.M.D`, `YYYYMMDD` or `Y年M月D日`, with or without a time; null for anything
 * else and for days that do not exist.
 */
export const readDate = (text: string): PlainDate | null => {
  if (text.length > dateCharsMax) return null;
  const match = dayPattern.exec(narrowed(text));
  if (match === null) return null;
  const time = match[7] ?? '';
  if (time !== '' && !timePattern.test(time)) return null;
  const [year, month, day] = [match[1] ?? match[4], match[2] ?? match[5], match[3] ?? match[6]];
  return plainDate(Number(year), Number(month), Number(day));
};

const yuanUnits = ['元整', '元', '圆整', '圆'] as const;
const countUnits = ['人次', '人', '名', '位', '场次', '场', '次', '份', '件', '个', '套'] as const;
const hourUnits = ['小时', '课时', '学时'] as const;

export type AmountRead = Readonly<
  { kind: 'amount'; fen: Fen | null } | { kind: 'negative' } | { kind: 'too large' } | { kind: 'bad' }
>;

const fenDigits = 2;

/** Reads an amount in yuan with at most two decimals; null if the text is not an amount. */
const amountParts = (text: string): WrittenNumber | null => {
  const read = readNumber(text, yuanUnits);
  return read === null || read.fraction.length > fenDigits ? null : read;
};

/**
 * Reads yuan as integer fen; a blank text gives null. `1,234.5`, `¥ 80`, `80元`, `1.28E+03` and `８０．００` are accepted;
 * `1,2` and `12.345` are not.
 */
export const readAmount = (text: string): AmountRead => {
  if (text === '') return { kind: 'amount', fen: null };
  const parts = amountParts(text);
  if (parts === null) return { kind: 'bad' };
  if (parts.isNegative) return { kind: 'negative' };
  const value = Number(parts.whole) * 100 + Number(parts.fraction.padEnd(fenDigits, '0'));
  return Number.isSafeInteger(value) ? { kind: 'amount', fen: fen(value) } : { kind: 'too large' };
};

/** The highest number of digits (in yuan) of a sum: more than any real sum of a sheet has. */
const sumDigitsMax = 20;

/**
 * Reads the sum of many rows in yuan, as fen. It may be negative, and larger than the amount of one act. Null if the
 * text is not a sum.
 */
export const readSumOfMoney = (text: string): Exact | null => {
  if (text === '') return 0;
  const parts = amountParts(text);
  if (parts === null || parts.whole.length > sumDigitsMax) return null;
  const value = exact(BigInt(`${parts.whole}${parts.fraction.padEnd(fenDigits, '0')}`));
  return parts.isNegative ? exact(-BigInt(value)) : value;
};

const plainCount = /^\d{1,9}$/;

/** Reads a non-negative integer such as `3`, `3人`, `1,000` or `1.0`; blank is 0. Null for anything else. */
export const readCount = (text: string): number | null => {
  if (text === '') return 0;
  // Most counts are a few digits.
  if (plainCount.test(text)) return Number(text);
  const read = readNumber(text, countUnits);
  if (read === null || read.isNegative || read.hasCurrency || read.fraction !== '') return null;
  const value = Number(read.whole);
  return value <= quantityMax ? value : null;
};

const minutesPerHour = 60;
const hoursDigitsMax = 7;
/** More decimals change nothing. */
const decimalsMax = 20;

/** Reads class hours in minutes, not rounded; blank is 0. Null if the text is not a number of hours. */
const minutesIn = (text: string): number | null => {
  if (text === '') return 0;
  const read = readNumber(text, hourUnits);
  if (read === null || read.isNegative || read.hasCurrency) return null;
  const hours = Number(`${read.whole}.${read.fraction.slice(0, decimalsMax)}`);
  return hours < 10 ** hoursDigitsMax ? hours * minutesPerHour : null;
};

const minutesPerSecond = 1 / 60;

/**
 * Reads class hours as whole minutes, so that 0.3333 and 0.333333 are the same 20 minutes. Null for anything that is more
 * than a second off a whole minute.
 */
export const readHours = (text: string): number | null => {
  const minutes = minutesIn(text);
  const whole = Math.round(minutes ?? 0);
  return minutes === null || Math.abs(minutes - whole) > minutesPerSecond ? null : whole;
};

/** Reads a sum of class hours, which programs round, as the nearest whole minute; null if it is not a number of hours. */
export const readSumOfHours = (text: string): number | null => {
  const minutes = minutesIn(text);
  return minutes === null ? null : Math.round(minutes);
};
