import { withStandardForms } from '@ledger/ledger/kernel/standard-forms.js';
import { pinyin, polyphonic } from 'pinyin-pro';

/** Maximum number of sets of initials per name. Several characters with several readings could give thousands. */
const setsAtMost = 8;

/** Matches one Chinese character, or a word of other letters. */
const part = /\p{Script=Han}|\p{L}(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}\p{Cf}'’])*/gu;

const isHan = (text: string): boolean => /^\p{Script=Han}/u.test(text);

const isSmallLetter = (text: string): boolean => /^[a-z]$/.test(text);

/** The first letter in lower case, without accents; empty if the text does not begin with a letter. */
const smallLetter = (text: string): string => /^\p{L}/u.exec(text.normalize('NFKD'))?.[0].toLowerCase() ?? '';

const asked = { pattern: 'first', toneType: 'none', type: 'array' } as const;

/** Cache: the first letters of all readings of a character. Empty if the library does not know the character. */
const letters = new Map<string, readonly string[]>();
const lettersOf = (character: string): readonly string[] => {
  const known = letters.get(character);
  if (known !== undefined) return known;
  const read = new Set(polyphonic(character, asked).flat().filter(isSmallLetter));
  letters.set(character, [...read]);
  return [...read];
};

/** The possible first letters of each character, the usual one in a name first. */
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
 * The initials of a name in lower case, as people type them. Chinese characters give the first letter of their pinyin
 * (欧阳靖宇 is oyjy), other words their first letter (Anna Maria is am). A name with several readings has several sets, at
 * most eight, the usual one first; a name without letters has none. Load this module only when it is needed: loading
 * its dictionary takes a tenth of a second.
 */
export const nameInitials = (name: string): readonly string[] => {
  const parts = withStandardForms(name.toWellFormed()).normalize('NFKC').match(part) ?? [];
  const ofCharacters = readingsOf(parts.filter(isHan)).values();
  const ofParts = parts.map((text) =>
    isHan(text) ? (ofCharacters.next().value ?? []) : [smallLetter(text)],
  );
  return ofParts.reduce(joined, ['']).filter((set) => set !== '');
};
