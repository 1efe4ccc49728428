import type { CaseOutcome } from '../events/values.js';

/** The words with which offices write how a case ended. */
const outcomeWords: ReadonlyMap<string, CaseOutcome> = new Map([
  ['调解成功', 'mediated'],
  ['转仲裁', 'sent-to-arbitration'],
  ['未成', 'not-mediated'],
  ['已结案', 'closed'],
]);

const satisfactionWords: ReadonlyMap<string, boolean> = new Map([
  ['满意', true],
  ['不满意', false],
]);

export type ResultRead = Readonly<{ outcome: CaseOutcome | null; satisfied: boolean | null }>;

/** The values that a sheet may have in the columns 结果 and 满意. 满意 may also be a plain yes or no. */
export const resultWords = {
  outcome: [...outcomeWords.keys()],
  satisfied: ['满意', '不满意', '是', '否'],
} as const;

/** The outcome that a cell names; null if the word is unknown. */
export const outcomeNamed = (word: string): CaseOutcome | null => outcomeWords.get(word) ?? null;

/** Whether the person was satisfied according to a cell; null if the word is unknown. */
export const satisfactionNamed = (word: string): boolean | null => {
  if (word === '是') return true;
  return word === '否' ? false : (satisfactionWords.get(word) ?? null);
};

/** The value that the pieces of a note name; null if they name none or different ones. */
const agreed = <T>(words: ReadonlyMap<string, T>, pieces: readonly string[]): T | null => {
  const found = new Set(pieces.flatMap((piece) => words.get(piece) ?? []));
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
};

/**
 * Reads outcome and satisfaction from a note. The note is split at punctuation and white space, and only a whole piece
 * counts as a word, because 未调解成功 means the opposite of the word that it contains.
 */
export const readResult = (note: string | null): ResultRead => {
  const pieces = note === null ? [] : note.normalize('NFKC').split(/[\p{P}\p{S}\s]+/u);
  return { outcome: agreed(outcomeWords, pieces), satisfied: agreed(satisfactionWords, pieces) };
};
