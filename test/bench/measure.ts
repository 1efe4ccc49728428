/** One line of the results: the figure, the peer measured in the same run, and the goal. */
export type Row = Readonly<{
  name: string;
  figure: string;
  peer: string;
  ratio: number | null;
  goal: string;
  reached: boolean | null;
  /** Remarks for the reader: documents written, memory, why a goal is missed. */
  notes?: string;
}>;

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new RangeError('no median of nothing');
  return middle;
};

/** Duration of some work in seconds. */
export const timed = async (work: () => Promise<void> | void): Promise<number> => {
  const from = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - from) / 1e9;
};

/**
 * Runs both sides in turn, so that a slow minute of the machine affects both. Returns the rates of each in units per
 * second.
 */
export const inTurn = async (
  rounds: number,
  units: number,
  ours: () => Promise<void>,
  theirs: () => Promise<void>,
): Promise<Readonly<{ ours: readonly number[]; theirs: readonly number[] }>> => {
  const rates = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    rates.theirs.push(units / (await timed(theirs)));
    rates.ours.push(units / (await timed(ours)));
  }
  return rates;
};

export const perSecond = (rate: number): string => `${Math.round(rate).toLocaleString('en')}/s`;

/** A row whose ratio is the median of the ratios of each round. */
export const ratioRow = (
  name: string,
  peer: string,
  goal: number,
  rates: Readonly<{ ours: readonly number[]; theirs: readonly number[] }>,
): Row => {
  const ratio = median(rates.ours.map((rate, index) => rate / (rates.theirs[index] ?? Number.NaN)));
  return {
    name,
    figure: perSecond(median(rates.ours)),
    peer: `${peer}: ${perSecond(median(rates.theirs))}`,
    ratio,
    goal: `≥ ${String(goal)} ×`,
    reached: ratio >= goal,
  };
};

/** The smallest value that at least this share of all values does not exceed, e.g. 0.99 for the 99th percentile. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
  if (found === undefined) throw new RangeError('no percentile of nothing');
  return found;
};
