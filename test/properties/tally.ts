import type { Entry } from '@ledger/schema/events/values.js';
import { testExtent } from '../support/test-extent.js';

/** Sums of signed lines per district, kind and month. Buckets whose sums are all zero are left out. */
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

/**
 * Collects which results have occurred in a property test. If a refusal never occurred, the test proves nothing about
 * it.
 */
export class Reached {
  private readonly seen = new Set<string>();

  note(what: string): void {
    this.seen.add(what);
  }

  /**
   * The wanted results that never occurred. Always empty if the tests run only a tenth: rare results may then be
   * missing.
   */
  missing(wanted: readonly string[]): readonly string[] {
    return testExtent === 'tenth' ? [] : wanted.filter((what) => !this.seen.has(what));
  }
}
