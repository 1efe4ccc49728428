/** Longer words are compared by their beginnings only, so that a comparison takes limited time. */
const comparedMax = 40;

/** The number of characters that two words have in common, in the same order. */
const inCommon = (one: readonly string[], other: readonly string[]): number => {
  let row: readonly number[] = other.map(() => 0);
  for (const char of one) {
    const next: number[] = [];
    for (const [index, each] of other.entries()) {
      const [left = 0, above = 0, before = 0] = [next[index - 1], row[index], row[index - 1]];
      next.push(char === each ? before + 1 : Math.max(left, above));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

const charsOf = (word: string): readonly string[] => Array.from(word.slice(0, comparedMax).toLowerCase());

/**
 * The word of a list that is most like another word; null if none has at least half of its characters in common with
 * it. Of equally near words the first is taken.
 */
export const nearestWord = (word: string, words: Iterable<string>): string | null => {
  const chars = charsOf(word);
  let [nearest, most]: [string | null, number] = [null, 0];
  for (const each of words) {
    const others = charsOf(each);
    const likeness = (2 * inCommon(chars, others)) / (chars.length + others.length);
    if (likeness >= 1 / 2 && likeness > most) [nearest, most] = [each, likeness];
  }
  return nearest;
};
