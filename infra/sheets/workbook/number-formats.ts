import { tooLarge } from './workbook-fault.js';
import { readXml } from './xml-reader.js';

/** What a cell's number stands for, by the format in which a person sees it. */
export type NumberMeaning = 'number' | 'date' | 'date-time' | 'time';

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

/** Whatever is shown as it is: quoted, escaped, filled, coloured or conditional; and the halves of a day. */
const literal = /"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|am\/pm|a\/p|上午\/下午/gi;

/** What a format shows of a number: its day, its time, both or neither. */
export const meaningOf = (format: string): NumberMeaning => {
  if (/^general$/i.test(format)) return 'number';
  const [positive = ''] = format.replaceAll(literal, '').toLowerCase().split(';');
  const hasTime = /[hs]/.test(positive) || /\[m+\]/.test(positive);
  // An m beside hours or seconds counts minutes.
  const hasDay = /[yd]/.test(positive) || (!hasTime && positive.includes('m'));
  if (hasDay) return hasTime ? 'date-time' : 'date';
  return hasTime ? 'time' : 'number';
};

/** What the numbers of each cell style mean, by the number of the style. */
export const readNumberFormats = async (
  bytes: AsyncIterable<Uint8Array>,
): Promise<readonly NumberMeaning[]> => {
  const formats = new Map(builtIn);
  const meanings: NumberMeaning[] = [];
  let list: string | null = null;
  await readXml(bytes, {
    open: (name, { numFmtId, formatCode }) => {
      const id = Number(numFmtId);
      if (name === 'numFmts' || name === 'cellXfs') list = name;
      else if (name === 'numFmt' && list === 'numFmts') formats.set(id, meaningOf(formatCode ?? ''));
      else if (name === 'xf' && list === 'cellXfs') meanings.push(formats.get(id) ?? 'number');
      if (meanings.length + formats.size > stylesMax)
        throw tooLarge('the workbook has too many styles; save the sheet as CSV');
    },
    close: (name) => {
      if (name === list) list = null;
    },
    text: () => undefined,
  });
  return meanings;
};
