/**
 * The most frequent of several spellings, given as spelling → count; among equally frequent ones the first in text
 * order. Throws RangeError if there is none.
 */
export const mostWritten = (spellings: ReadonlyMap<string, number>): string => {
  const [first] = [...spellings].sort(([a, timesA], [b, timesB]) => timesB - timesA || (a < b ? -1 : 1));
  if (first === undefined) throw new RangeError('nothing is written');
  return first[0];
};
