import { exact, type Exact } from '../kernel/exact-sums.js';
import { plainDate, type PlainDate } from '../kernel/calendar.js';
import { fen, type Fen } from '../kernel/money.js';

/** The largest quantity of one act. A larger number is probably a telephone number in the wrong column. */
export const quantityMax = 1_000_000_000;

const wide = '０１２３４５６７８９．，－／￥';
const narrow = '0123456789.,-/¥';
const widePattern = /[０-９．，－／￥]/g;

/** Converts full-width digits and signs to ASCII, because offices type numbers in either width. */
const narrowed = (text: string): string =>
  text.replace(widePattern, (char) => narrow[wide.indexOf(char)] ?? char);

const datePatterns = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日$/,
];

/** Reads a date written as `Y-M-D`, `Y/M/D` or `Y年M月D日`; null for anything else and for days that do not exist. */
export const readDate = (text: string): PlainDate | null => {
  const ascii = narrowed(text);
  for (const pattern of datePatterns) {
    const match = pattern.exec(ascii);
    if (match !== null) return plainDate(Number(match[1]), Number(match[2]), Number(match[3]));
  }
  return null;
};

const amountPattern = /^(-?)¥?(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?$/;

export type AmountRead = Readonly<
  { kind: 'amount'; fen: Fen | null } | { kind: 'negative' } | { kind: 'too large' } | { kind: 'bad' }
>;

/** Splits an amount into sign, digits of yuan and two digits of fen; null if the text is not an amount. */
const amountParts = (text: string): Readonly<{ negative: boolean; whole: string; cents: string }> | null => {
  const match = amountPattern.exec(narrowed(text));
  if (match === null || (match[1] !== '' && match[2] !== '')) return null;
  const whole = (match[3] ?? '').replaceAll(',', '');
  return { negative: match[1] !== '' || match[2] !== '', whole, cents: (match[4] ?? '').padEnd(2, '0') };
};

/**
 * Reads yuan as integer fen; a blank text gives null. `1,234.5`, `¥80` and `８０．００` are accepted; `1,2` and `12.345` are
 * not.
 */
export const readAmount = (text: string): AmountRead => {
  if (text === '') return { kind: 'amount', fen: null };
  const parts = amountParts(text);
  if (parts === null) return { kind: 'bad' };
  if (parts.negative) return { kind: 'negative' };
  const value = Number(parts.whole) * 100 + Number(parts.cents);
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
  const value = exact(BigInt(`${parts.whole}${parts.cents}`));
  return parts.negative ? exact(-BigInt(value)) : value;
};

/** Reads a non-negative integer; blank is 0. Null for anything else. */
export const readCount = (text: string): number | null => {
  if (text === '') return 0;
  const ascii = narrowed(text);
  if (!/^\d{1,12}$/.test(ascii)) return null;
  const value = Number(ascii);
  return value <= quantityMax ? value : null;
};

export type HoursRead = Readonly<{ hours: string; minutes: number }>;

/**
 * Reads class hours: a non-negative decimal, blank is 0. Returns a canonical decimal, used to recognise the same
 * content again, and whole minutes, rounded half up, used for totals. Null for anything else.
 */
export const readHours = (text: string): HoursRead | null => {
  if (text === '') return { hours: '0', minutes: 0 };
  const match = /^0*(\d{1,7})(?:\.(\d{1,9}?)0*)?$/.exec(narrowed(text));
  if (match === null) return null;
  const whole = match[1] ?? '0';
  const fraction = match[2] === undefined || match[2] === '0' ? '' : `.${match[2]}`;
  return { hours: `${whole}${fraction}`, minutes: Math.round(Number(`${whole}${fraction}`) * 60) };
};
