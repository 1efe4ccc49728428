import { yuan } from '../kernel/money.js';
import { readAmount } from './cells.js';
import type { Column } from './column-names.js';
import type { Mapping } from './column-mapping.js';

const fenPerYuan = 100;

/**
 * Converts whole fen to yuan. A text that is not a whole number of fen gets the suffix 分, so that it is refused later
 * as an amount in yuan.
 */
const yuanOf = (text: string): string => {
  const read = readAmount(text);
  if (read.kind === 'negative' || read.kind === 'too large' || text === '') return text;
  if (read.kind === 'bad' || read.fen === null || /[.．]/.test(text)) return `${text}分`;
  // The number was parsed as yuan but is in fen: divide by 100.
  return yuan(read.fen / fenPerYuan);
};

const dayOf = (text: string, { dates }: Mapping): string => {
  for (const format of dates) {
    const day = format.read(text);
    if (day !== null) return day;
  }
  return text;
};

/** Translates a cell of a mapped sheet into the words of the standard format. */
export const meantBy = (text: string, column: Column, mapping: Mapping): string => {
  const word = mapping.words.get(column)?.get(text) ?? text;
  if (column === 'date') return dayOf(word, mapping);
  return column === 'amount' && mapping.amountsIn === 'fen' ? yuanOf(word) : word;
};
