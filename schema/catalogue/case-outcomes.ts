import type { CaseOutcome } from '../events/values.js';

/** The words by which offices say how a case ended. */
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

/** What a sheet may write under 结果 and 满意; the latter also as a plain yes or no. */
export const resultWords = {
  outcome: [...outcomeWords.keys()],
  satisfied: ['满意', '不满意', '是', '否'],
} as const;

/** The outcome that a cell names; null where it is none. */
export const outcomeNamed = (word: string): CaseOutcome | null => outcomeWords.get(word) ?? null;

/** Whether a cell says that the person was satisfied; null where it does not say. */
export const satisfactionNamed = (word: string): boolean | null => {
  if (word === '是') return true;
  return word === '否' ? false : (satisfactionWords.get(word) ?? null);
};

/** The one value that the pieces name; null where they name none, or two that differ. */
const agreed = <T>(words: ReadonlyMap<string, T>, pieces: readonly string[]): T | null => {
  const found = new Set(pieces.flatMap((piece) => words.get(piece) ?? []));
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
};

/**
 * Reads outcome and satisfaction out of a note. The note is cut at punctuation, blanks and line ends, and a piece counts
 * only if it is one of the words: 未调解成功 says the opposite of the word inside it.
 */
export const readResult = (note: string | null): ResultRead => {
  const pieces = note === null ? [] : note.normalize('NFKC').split(/[\p{P}\p{S}\s]+/u);
  return { outcome: agreed(outcomeWords, pieces), satisfied: agreed(satisfactionWords, pieces) };
};
