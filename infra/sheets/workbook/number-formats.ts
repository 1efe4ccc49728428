import { leadingZeros, type ShownDigits } from './leading-zeros.js';
import { WorkbookFault } from './workbook-fault.js';
import { readXml } from './xml-reader.js';

/** The meaning of a cell's number, according to the number format of the cell. */
export type NumberMeaning = 'number' | 'date' | 'date-time' | 'time';

/** How a cell's number is read: by its meaning, or digit by digit as the format shows it. */
export type NumberFormat = NumberMeaning | ShownDigits;

const stylesMax = 100_000;

const between = (from: number, to: number, meaning: NumberMeaning): readonly [number, NumberMeaning][] =>
  Array.from({ length: to - from + 1 }, (_, index) => [from + index, meaning]);

/** Built-in number formats by id; 27 to 58 are Chinese date and time formats. */
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

/** The character after each of these is only shown (`\`), left as a space (`_`) or repeated (`*`): it is skipped. */
const beforeOne: ReadonlySet<string> = new Set(['\\', '_', '*']);

/** Markers for the halves of a day: the letter m in them does not mean month or minute. */
const dayHalves = ['am/pm', 'a/p', '上午/下午'] as const;

/** Elapsed time such as `[h]`: the only brackets that show a part of the number. */
const passedTime = /^\[(?:h+|m+|s+)\]$/;

/** Parses the piece of a format at an index: its end, and the format letters in it (empty for literal text). */
const pieceAt = (format: string, at: number): Readonly<{ end: number; shown: string }> => {
  const sign = format.charAt(at);
  if (beforeOne.has(sign)) return { end: at + 2, shown: '' };
  if (sign === quote || sign === '[') {
    const close = format.indexOf(sign === quote ? quote : ']', at + 1);
    // A quote or bracket that is never closed extends to the end of the format.
    const end = close < 0 ? format.length : close + 1;
    const piece = format.slice(at, end);
    return { end, shown: passedTime.test(piece) ? piece : '' };
  }
  const half = dayHalves.find((each) => format.startsWith(each, at));
  return half === undefined ? { end: at + 1, shown: sign } : { end: at + half.length, shown: '' };
};

/**
 * The section of a format for positive numbers, without literal text. Reads each character once, so that a long format
 * costs linear time.
 */
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

/** Whether a format shows a number as a day, a time, both, or a number. Throws WorkbookFault if it is too long. */
export const meaningOf = (format: string): NumberMeaning => {
  if (format.length > formatCharsMax) throw new WorkbookFault('longNumberFormat', { max: formatCharsMax });
  if (/^general$/i.test(format)) return 'number';
  const positive = positivePart(format.toLowerCase());
  const hasTime = /[hs]/.test(positive) || /\[m+\]/.test(positive);
  // In a format with hours or seconds, m means minutes; otherwise it means a month.
  const hasDay = /[yd]/.test(positive) || (!hasTime && positive.includes('m'));
  if (hasDay) return hasTime ? 'date-time' : 'date';
  return hasTime ? 'time' : 'number';
};

const formatOf = (format: string): NumberFormat => {
  const meaning = meaningOf(format);
  return meaning === 'number' ? (leadingZeros(format) ?? meaning) : meaning;
};

/** Reads the number format of each cell style; the index in the list is the style's number. Throws WorkbookFault. */
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
