import type { Entry } from '@ledger/schema/events/values.js';
import { testExtent } from '../support/test-extent.js';

/** Signed lines added up per district, kind and month; what comes to nothing is left out. */
export const totalsOfLines = (lines: readonly Entry[]): Readonly<Record<string, readonly number[]>> => {
  const totals: Record<string, number[]> = {};
  for (const { district, kind, on, counts } of lines) {
    const key = `${district} ${kind} ${on.slice(0, 7)}`;
    const { acts, headcount, sessions, minutes, items, amountFen, paidFen } = counts;
    const adds = [acts, headcount, sessions, minutes, items, amountFen, paidFen];
    totals[key] = (totals[key] ?? [0, 0, 0, 0, 0, 0, 0]).map((sum, index) => sum + (adds[index] ?? 0));
  }
  return Object.fromEntries(Object.entries(totals).filter(([, sums]) => sums.some((sum) => sum !== 0)));
};

/** Keeps what a property has reached: one that never reaches a refusal proves nothing about it. */
export class Reached {
  private readonly seen = new Set<string>();

  note(what: string): void {
    this.seen.add(what);
  }

  /** Those of the wanted that were never reached. A tenth of the runs need not reach the rare ones, so misses none. */
  missing(wanted: readonly string[]): readonly string[] {
    return testExtent === 'tenth' ? [] : wanted.filter((what) => !this.seen.has(what));
  }
}
