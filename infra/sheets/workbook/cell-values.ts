import { withLeadingZeros, type ShownDigits } from './leading-zeros.js';
import type { NumberFormat } from './number-formats.js';

const dayMs = 24 * 60 * 60 * 1000;
const secondsPerDay = 24 * 60 * 60;

/** Day number of 31 December 9999, the last day that spreadsheet programs show. */
const lastDay = 2_958_465;

/** Spreadsheet programs treat 1900 as a leap year: day 60 is 29 February 1900, which did not exist. */
const phantomDay = 60;

const epoch1900 = Date.UTC(1899, 11, 30);
const epochBefore = Date.UTC(1899, 11, 31);
const epoch1904 = Date.UTC(1904, 0, 1);

const dayOf = (day: number, from1904: boolean): string => {
  if (!from1904 && day === phantomDay) return '1900-02-29';
  const epoch = from1904 ? epoch1904 : day < phantomDay ? epochBefore : epoch1900;
  return new Date(epoch + day * dayMs).toISOString().slice(0, 10);
};

const timeOf = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');

const wholeNumber = /^-?[1-9]\d{0,14}$/;
const significantDigits = 15;

const shortened = (value: number, digits: string, exponent: number): string => {
  const fraction = digits.slice(1);
  return `${value < 0 ? '-' : ''}${digits.slice(0, 1)}${fraction === '' ? '' : `.${fraction}`}E+${String(exponent)}`;
};

/** Writes digits as a decimal number. `point` is the number of digits before the decimal point; may be negative. */
const plainNumber = (isNegative: boolean, digits: string, point: number): string => {
  const whole = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0');
  const fraction = point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point);
  return `${isNegative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
};

/**
 * A stored number as the text that a person typed: up to fifteen digits, as spreadsheet programs show, without
 * exponent. A number with more than fifteen digits before the point gets an exponent, as in these programs. Its last
 * digits are lost, and the exponent prevents that it is taken for a number that a person typed exactly like this.
 */
export const numberText = (written: string): string => {
  if (wholeNumber.test(written)) return written;
  const value = Number(written);
  if (written === '' || !Number.isFinite(value)) return written;
  const [mantissa = '', exponent] = value.toExponential(significantDigits - 1).split('e');
  const digits = mantissa.replace(/[-.]/g, '').replace(/0+$/, '');
  if (digits === '') return '0';
  const point = Number(exponent) + 1;
  if (point > significantDigits) return shortened(value, digits, point - 1);
  return plainNumber(value < 0, digits, point);
};

const shownDigits = (text: string, format: ShownDigits): string =>
  /^\d+$/.test(text) ? withLeadingZeros(text, format) : text;

/**
 * The number of a cell as text, according to its number format: a plain number, digits with leading zeros, or a day and
 * time as `YYYY-MM-DD`, `hh:mm:ss` or `YYYY-MM-DDThh:mm:ss` (without the time if it is midnight). A number outside the
 * range of days stays a number.
 */
export const valueText = (written: string, meaning: NumberFormat, from1904: boolean): string => {
  if (typeof meaning === 'object') return shownDigits(numberText(written), meaning);
  const value = Number(written);
  if (meaning === 'number' || written === '' || !(value >= 0 && value < lastDay + 1))
    return numberText(written);
  if (meaning === 'date') return dayOf(Math.floor(value), from1904);
  const total = Math.round(value * secondsPerDay);
  const [day, seconds] = [Math.floor(total / secondsPerDay), total % secondsPerDay];
  if (meaning === 'time' && day === 0) return timeOf(seconds);
  return seconds === 0 ? dayOf(day, from1904) : `${dayOf(day, from1904)}T${timeOf(seconds)}`;
};

/** A day that is stored as ISO 8601 text: a time of midnight is removed. */
export const isoText = (written: string): string => written.replace(/T00:00(:00(\.0+)?)?Z?$/, '');
