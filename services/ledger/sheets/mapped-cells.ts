import { yuan } from '../kernel/money.js';
import { readAmount } from './cells.js';
import type { Column } from './column-names.js';
import type { Mapping } from './column-mapping.js';

const fenPerYuan = 100;

/** Whole fen as yuan; a text that is no whole number of fen as one that is no amount of yuan either. */
const yuanOf = (text: string): string => {
  const read = readAmount(text);
  if (read.kind === 'negative' || read.kind === 'too large' || text === '') return text;
  if (read.kind === 'bad' || read.fen === null || /[.．]/.test(text)) return `${text}分`;
  // The text was read as so many yuan: it is a hundredth of that.
  return yuan(read.fen / fenPerYuan);
};

const dayOf = (text: string, { dates }: Mapping): string => {
  for (const format of dates) {
    const day = format.read(text);
    if (day !== null) return day;
  }
  return text;
};

/** What a cell of a mapped sheet says in the words of an intake sheet. */
export const meantBy = (text: string, column: Column, mapping: Mapping): string => {
  const word = mapping.words.get(column)?.get(text) ?? text;
  if (column === 'date') return dayOf(word, mapping);
  return column === 'amount' && mapping.amountsIn === 'fen' ? yuanOf(word) : word;
};
