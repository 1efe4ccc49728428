import { withLeadingZeros, type ShownDigits } from './leading-zeros.js';
import type { NumberFormat } from './number-formats.js';

const dayMs = 24 * 60 * 60 * 1000;
const secondsPerDay = 24 * 60 * 60;

/** 31 December 9999: beyond it no program shows a day. */
const lastDay = 2_958_465;

/** Programs took 1900 for a leap year: day 60 is the 29 February that never was. */
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

/** The number of these digits, with the point behind so many of them. */
const plainNumber = (isNegative: boolean, digits: string, point: number): string => {
  const whole = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0');
  const fraction = point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point);
  return `${isNegative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
};

/**
 * A number as a person typed it: fifteen digits, as spreadsheet programs show, without exponent. A whole number of more
 * digits has an exponent, as programs show it too: its last digits are lost, so that it must not pass for a number that
 * somebody wrote.
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
 * The number of a cell as text: a plain number, the digits with the zeros before them that its format shows, or the day and time that it is shown as, `YYYY-MM-DD`, `hh:mm:ss` or
 * `YYYY-MM-DDThh:mm:ss` (without the time where that is midnight). What cannot be a day stays a number.
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

/** A day that is written as text already (ISO 8601): midnight is no time. */
export const isoText = (written: string): string => written.replace(/T00:00(:00(\.0+)?)?Z?$/, '');
