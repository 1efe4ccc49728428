import type { Sex } from '@ledger/schema/events/values.js';
import { refused } from '../kernel/decision.js';
import { canonicalText } from '../kernel/identifiers.js';
import type { Read } from './field-checks.js';

const sexes: ReadonlyMap<string, Sex> = new Map([
  ...['男', '男性', '男士', '先生', 'M', 'MALE'].map((word) => [word, 'male'] as const),
  ...['女', '女性', '女士', 'F', 'FEMALE'].map((word) => [word, 'female'] as const),
]);

/** Parses a word for a sex; null if the text is blank. Codes of other systems, such as numbers, are refused. */
export const readSex = (text: string): Read<Sex | null> => {
  const known = text === '' ? null : sexes.get(text);
  if (known !== undefined) return known;
  const word = canonicalText(text);
  if (word === '') return null;
  return sexes.get(word) ?? refused('BAD_SEX', { value: text });
};
