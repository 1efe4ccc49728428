/**
 * The labels that offices use for a row of totals. 小计 (subtotal) covers the rows since the last row of totals; 合计 and
 * 总计 (total) cover all rows above.
 */
export type TotalsLabel = '合计' | '总计' | '小计';

const labels: ReadonlyMap<string | undefined, TotalsLabel> = new Map([
  ['合', '合计'],
  ['总', '总计'],
  ['小', '小计'],
]);

/** Matches a label with its usual additions: `本页小计`, `合 计：`, `总计（元）`. */
const written = /^(?:[本全][页月季年次表]|累)?([合总小])[计計](?:\(.*\))?:?$/u;

/** A longer text is not a label but a sentence that mentions the word. */
const charsMax = 16;

/** The label in a cell; null if the cell contains anything else. */
export const totalsLabel = (text: string): TotalsLabel | null => {
  // Quick check before the pattern, because this function runs for every cell of every sheet.
  if (text.length < 2 || text.length > charsMax || !(text.includes('计') || text.includes('計'))) return null;
  const match = written.exec(text.normalize('NFKC').replaceAll(/\s/gu, ''));
  return labels.get(match?.[1]) ?? null;
};
