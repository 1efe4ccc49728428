import type { CaseOutcome, CaseResult } from '../events/acts.js';

/** The words by which offices note how a case ended; the first that a note contains counts. */
const outcomeWords: readonly (readonly [word: string, outcome: CaseOutcome])[] = [
  ['调解成功', 'mediated'],
  ['转仲裁', 'sent-to-arbitration'],
  ['未成', 'not-mediated'],
  ['已结案', 'closed'],
];

const satisfactionWords: readonly (readonly [word: string, satisfied: boolean])[] = [
  ['不满意', false],
  ['满意', true],
];

const firstWord = <T>(words: readonly (readonly [string, T])[], note: string): T | null =>
  words.find(([word]) => note.includes(word))?.[1] ?? null;

/** Reads outcome and satisfaction out of a note; null where the note does not say. */
export const readResult = (note: string | null): CaseResult => ({
  outcome: note === null ? null : firstWord(outcomeWords, note),
  satisfied: note === null ? null : firstWord(satisfactionWords, note),
});
