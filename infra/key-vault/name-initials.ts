import { withStandardForms } from '@ledger/ledger/kernel/standard-forms.js';
import { pinyin, polyphonic } from 'pinyin-pro';

/** A name of many characters with several readings each would have thousands of sets. */
const setsAtMost = 8;

/** A Chinese character, or a word of other letters. */
const part = /\p{Script=Han}|\p{L}(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}\p{Cf}'’])*/gu;

const isHan = (text: string): boolean => /^\p{Script=Han}/u.test(text);

const isSmallLetter = (text: string): boolean => /^[a-z]$/.test(text);

/** The first letter without its accents, small; empty where there is none. */
const smallLetter = (text: string): string => /^\p{L}/u.exec(text.normalize('NFKD'))?.[0].toLowerCase() ?? '';

const asked = { pattern: 'first', toneType: 'none', type: 'array' } as const;

/** The letters of every reading of a character; none where the library knows none. Most have one. */
const letters = new Map<string, readonly string[]>();
const lettersOf = (character: string): readonly string[] => {
  const known = letters.get(character);
  if (known !== undefined) return known;
  const read = new Set(polyphonic(character, asked).flat().filter(isSmallLetter));
  letters.set(character, [...read]);
  return [...read];
};

/** The letters that each of some characters may begin with, the usual one in a name first. */
const readingsOf = (characters: readonly string[]): readonly (readonly string[])[] => {
  const all = characters.map(lettersOf);
  if (all.every(({ length }) => length <= 1)) return all;
  const usual = pinyin(characters.join(''), { ...asked, surname: 'head' });
  return all.map((each, index) => {
    const first = usual[index] ?? '';
    return isSmallLetter(first) ? [first, ...each.filter((letter) => letter !== first)] : each;
  });
};

const joined = (sets: readonly string[], next: readonly string[]): readonly string[] =>
  next.length === 0 ? sets : sets.flatMap((set) => next.map((letter) => set + letter)).slice(0, setsAtMost);

/**
 * The initials of a name, as people type them, in small letters: of Chinese characters by their readings (欧阳靖宇 is
 * oyjy), of other words by their first letter (Anna Maria is am). A name that can be read in several ways has several,
 * the usual one first, and eight at most; one without letters has none. This module is to be loaded by who needs it
 * only: the dictionary takes a tenth of a second.
 */
export const nameInitials = (name: string): readonly string[] => {
  const parts = withStandardForms(name.toWellFormed()).normalize('NFKC').match(part) ?? [];
  const ofCharacters = readingsOf(parts.filter(isHan)).values();
  const ofParts = parts.map((text) =>
    isHan(text) ? (ofCharacters.next().value ?? []) : [smallLetter(text)],
  );
  return ofParts.reduce(joined, ['']).filter((set) => set !== '');
};
