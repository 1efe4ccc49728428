/**
 * The spelling by which several are shown together: the one that is written most often, by how often each is; of those
 * the first in the order of their texts. Throws RangeError where there is none.
 */
export const mostWritten = (spellings: ReadonlyMap<string, number>): string => {
  const [first] = [...spellings].sort(([a, timesA], [b, timesB]) => timesB - timesA || (a < b ? -1 : 1));
  if (first === undefined) throw new RangeError('nothing is written');
  return first[0];
};
