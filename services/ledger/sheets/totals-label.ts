/** What offices call a row of sums. 小计 is of the rows since the last such row, the others are of all rows above. */
export type TotalsLabel = '合计' | '总计' | '小计';

const labels: ReadonlyMap<string | undefined, TotalsLabel> = new Map([
  ['合', '合计'],
  ['总', '总计'],
  ['小', '小计'],
]);

/** A label with what stands around it: `本页小计`, `合 计：`, `总计（元）`. */
const written = /^(?:[本全][页月季年次表]|累)?([合总小])[计計](?:\(.*\))?:?$/u;

/** Longer texts only mention the word. */
const charsMax = 16;

/** The label that a cell holds; null where it holds something else. */
export const totalsLabel = (text: string): TotalsLabel | null => {
  // Every cell of every sheet comes here: most are told apart without a pattern.
  if (text.length < 2 || text.length > charsMax || !(text.includes('计') || text.includes('計'))) return null;
  const match = written.exec(text.normalize('NFKC').replaceAll(/\s/gu, ''));
  return labels.get(match?.[1]) ?? null;
};
