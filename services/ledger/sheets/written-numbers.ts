/** A number as its digits: before the point, and after it without zeros at the end. */
export type WrittenNumber = Readonly<{
  isNegative: boolean;
  hasCurrency: boolean;
  whole: string;
  fraction: string;
}>;

const wide = '０１２３４５６７８９．，－／￥＋−\u00A0\u2009\u202F\u3000';
const narrow = '0123456789.,-/¥+-    ';
const widePattern = /[０-９．，－／￥＋−\u00A0\u2009\u202F\u3000]/g;

/** Converts full-width digits, signs and spaces to ASCII, because offices type numbers in either width. */
export const narrowed = (text: string): string =>
  text.replace(widePattern, (char) => narrow[wide.indexOf(char)] ?? char);

/** A longer text is no number. */
const charsMax = 1_000;

/** Groups of three digits are separated by commas or by spaces, not by both. An exponent is one of Excel. */
const pattern =
  /^([+-]?) ?(¥?) ?([+-]?)(\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)(?:\.(\d+))?(?:[Ee]([+-]?\d{1,2}))?$/;

/** Removes zeros from the end. A pattern would take quadratic time. */
const withoutZeros = (digits: string): string => {
  let end = digits.length;
  while (digits.charAt(end - 1) === '0') end -= 1;
  return digits.slice(0, end);
};

const shifted = (
  whole: string,
  fraction: string,
  by: number,
): Readonly<{ whole: string; fraction: string }> => {
  if (by === 0) return { whole, fraction: withoutZeros(fraction) };
  const digits = whole + fraction;
  const point = whole.length + by;
  return point <= 0
    ? { whole: '0', fraction: withoutZeros('0'.repeat(-point) + digits) }
    : { whole: digits.slice(0, point).padEnd(point, '0'), fraction: withoutZeros(digits.slice(point)) };
};

const withoutUnit = (text: string, units: readonly string[]): string => {
  const unit = units.find((each) => text.endsWith(each));
  return unit === undefined ? text : text.slice(0, -unit.length).trimEnd();
};

/** Reads a decimal number that may end in one of the units; null for anything else. */
export const readNumber = (text: string, units: readonly string[]): WrittenNumber | null => {
  if (text.length > charsMax) return null;
  const match = pattern.exec(withoutUnit(narrowed(text), units));
  if (match === null) return null;
  const part = (index: number): string => match[index] ?? '';
  const [before, after] = [part(1), part(3)];
  if (before !== '' && after !== '') return null;
  return {
    isNegative: before === '-' || after === '-',
    hasCurrency: part(2) !== '',
    ...shifted(part(4).replaceAll(/[, ]/g, ''), part(5), Number(part(6))),
  };
};
