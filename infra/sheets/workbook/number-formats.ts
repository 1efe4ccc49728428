import { leadingZeros, type ShownDigits } from './leading-zeros.js';
import { WorkbookFault } from './workbook-fault.js';
import { readXml } from './xml-reader.js';

/** What a cell's number stands for, by the format in which a person sees it. */
export type NumberMeaning = 'number' | 'date' | 'date-time' | 'time';

/** How a cell's number is read: by what it stands for, or digit by digit as it is shown. */
export type NumberFormat = NumberMeaning | ShownDigits;

const stylesMax = 100_000;

const between = (from: number, to: number, meaning: NumberMeaning): readonly [number, NumberMeaning][] =>
  Array.from({ length: to - from + 1 }, (_, index) => [from + index, meaning]);

/** Formats that every program knows by number; 27 to 58 are those of Chinese dates. */
const builtIn: ReadonlyMap<number, NumberMeaning> = new Map([
  ...between(14, 17, 'date'),
  ...between(18, 21, 'time'),
  ...between(22, 22, 'date-time'),
  ...between(27, 31, 'date'),
  ...between(32, 35, 'time'),
  ...between(36, 36, 'date'),
  ...between(45, 47, 'time'),
  ...between(50, 54, 'date'),
  ...between(55, 56, 'time'),
  ...between(57, 58, 'date'),
]);

/** The longest format code, in characters: no spreadsheet program writes a longer one. */
const formatCharsMax = 255;

const quote = '"';

/** What follows each of these signs is shown as it is, filled with, or left as wide: it counts for nothing. */
const beforeOne: ReadonlySet<string> = new Set(['\\', '_', '*']);

/** The halves of a day: their letters are no months. */
const dayHalves = ['am/pm', 'a/p', '上午/下午'] as const;

/** Time that has passed, `[h]`: the only words in brackets that show something of a number. */
const passedTime = /^\[(?:h+|m+|s+)\]$/;

/** Where the piece of the format that begins there ends, and what it shows of a number. */
const pieceAt = (format: string, at: number): Readonly<{ end: number; shown: string }> => {
  const sign = format.charAt(at);
  if (beforeOne.has(sign)) return { end: at + 2, shown: '' };
  if (sign === quote || sign === '[') {
    const close = format.indexOf(sign === quote ? quote : ']', at + 1);
    // What is never closed goes on to the end.
    const end = close < 0 ? format.length : close + 1;
    const piece = format.slice(at, end);
    return { end, shown: passedTime.test(piece) ? piece : '' };
  }
  const half = dayHalves.find((each) => format.startsWith(each, at));
  return half === undefined ? { end: at + 1, shown: sign } : { end: at + half.length, shown: '' };
};

/** The part of a format that is for positive numbers, without whatever is shown as it is. Each character is read once. */
const positivePart = (format: string): string => {
  let shown = '';
  for (let at = 0; at < format.length;) {
    const piece = pieceAt(format, at);
    if (piece.shown === ';') break;
    shown += piece.shown;
    at = piece.end;
  }
  return shown;
};

/** What a format shows of a number: its day, its time, both or neither. Throws WorkbookFault where it is too long. */
export const meaningOf = (format: string): NumberMeaning => {
  if (format.length > formatCharsMax) throw new WorkbookFault('longNumberFormat', { max: formatCharsMax });
  if (/^general$/i.test(format)) return 'number';
  const positive = positivePart(format.toLowerCase());
  const hasTime = /[hs]/.test(positive) || /\[m+\]/.test(positive);
  // An m beside hours or seconds counts minutes.
  const hasDay = /[yd]/.test(positive) || (!hasTime && positive.includes('m'));
  if (hasDay) return hasTime ? 'date-time' : 'date';
  return hasTime ? 'time' : 'number';
};

const formatOf = (format: string): NumberFormat => {
  const meaning = meaningOf(format);
  return meaning === 'number' ? (leadingZeros(format) ?? meaning) : meaning;
};

/** What the numbers of each cell style mean, by the number of the style. */
export const readNumberFormats = async (
  bytes: AsyncIterable<Uint8Array>,
): Promise<readonly NumberFormat[]> => {
  const formats = new Map<number, NumberFormat>(builtIn);
  const meanings: NumberFormat[] = [];
  let list: string | null = null;
  await readXml(bytes, {
    open: (name, { numFmtId, formatCode }) => {
      const id = Number(numFmtId);
      if (name === 'numFmts' || name === 'cellXfs') list = name;
      else if (name === 'numFmt' && list === 'numFmts') formats.set(id, formatOf(formatCode ?? ''));
      else if (name === 'xf' && list === 'cellXfs') meanings.push(formats.get(id) ?? 'number');
      if (meanings.length + formats.size > stylesMax)
        throw new WorkbookFault('manyStyles', { max: stylesMax });
    },
    close: (name) => {
      if (name === list) list = null;
    },
    text: () => undefined,
  });
  return meanings;
};
