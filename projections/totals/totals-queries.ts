import type { Exact } from '@ledger/ledger/kernel/exact-sums.js';
import { sumOfMoney, type SumOfMoney } from '@ledger/ledger/kernel/money.js';
import { districtOf, nation } from '@ledger/schema/catalogue/districts.js';
import { latestOf } from '../kernel/checkpoint.js';
import { readName } from '../kernel/projection.js';
import { viewSentences } from '../kernel/view-problems.js';
import { StoreFault } from '../ports/document-store.js';
import { bucketWhere, type TotalsScope } from '../reading/totals-scope.js';
import { viewState, type ReadPorts, type ViewState } from '../reading/view-state.js';
import { addedUp, needsLines, ranked, type Part } from './totals-sums.js';
import { totalsMeasures } from './totals-document.js';
import { totals } from './totals-projection.js';
import { countPeople } from './people-blob.js';
import { everythingRow, fieldsOf, type RowName, type TotalsBy } from './totals-splits.js';

export type TotalsRow = RowName &
  Readonly<{
    acts: number;
    headcount: number;
    /** 0 if the totals were read without people. */
    people: number;
    sessions: number;
    minutes: number;
    items: number;
    amountFen: SumOfMoney;
    paidFen: SumOfMoney;
  }>;

/** Options for reading totals. */
export type Counting = Readonly<{
  /**
   * Whether to count distinct people. Their sets are the largest part of the data read, so they are read only on
   * request.
   */
  people: boolean;
  /**
   * The maximum number of occupations or employers with a row of their own; all others share one row. Null is no limit.
   */
  top: number | null;
}>;

/** All figures, without a limit of rows. */
export const inFull: Counting = { people: true, top: null };

export type TotalsAnswer = Readonly<{ rows: readonly TotalsRow[]; view: ViewState; settled: boolean }>;

/** The maximum number of reads if the view moves during a read. */
const readingsMax = 3;

const amountAt = totalsMeasures.indexOf('amountFen');
const paidAt = totalsMeasures.indexOf('paidFen');

/** A count as a number. Throws StoreFault if it is so large that a number cannot hold it exactly. */
const countOf = (sum: Exact): number => {
  if (typeof sum === 'number') return sum;
  throw new StoreFault('SUM_TOO_LARGE', ...viewSentences.faultText('countTooLarge', { count: String(sum) }));
};

const rowOf = ({ name, sums, people }: Part, counting: Counting): TotalsRow => {
  const [acts = 0, headcount = 0, sessions = 0, minutes = 0, items = 0] = sums
    .slice(0, amountAt)
    .map(countOf);
  const [amountFen, paidFen] = [sumOfMoney(sums[amountAt] ?? 0), sumOfMoney(sums[paidAt] ?? 0)];
  const measures = { acts, headcount, sessions, minutes, items, amountFen, paidFen };
  return { ...name, ...measures, people: counting.people ? countPeople(people) : 0 };
};

const nothing: Part = { name: everythingRow, sums: [], people: [] };

/** The bytes to read from the buckets: the split by persons, the people, or neither. */
const bytesOf = (by: TotalsBy, scope: TotalsScope, { people }: Counting): string | null => {
  if (needsLines(by, scope)) return 'facets';
  return people ? 'people' : null;
};

/** Whether totals exist for this code: a district of GB/T 2260 or the whole country. */
export const isTotalled = (district: string): boolean =>
  district === nation || districtOf(district) !== undefined;

/**
 * The totals of a scope, exact at the position of the returned view state: no bucket contains a later event. If the
 * view moves during the read, they are read again, up to three times in all; after that the answer has `settled:
 * false`.
 */
export const readTotals = async (
  ports: ReadPorts,
  scope: TotalsScope,
  by: TotalsBy,
  counting: Counting = inFull,
): Promise<TotalsAnswer> => {
  for (let reading = 1; ; reading += 1) {
    const view = await viewState(ports, totals);
    const { groups, latest } = await ports.store.sum(readName(totals), {
      where: bucketWhere(scope),
      by: fieldsOf(by),
      measures: totalsMeasures,
      bytes: bytesOf(by, scope, counting),
    });
    const settled = latestOf(view.position, [latest]) === view.position;
    if (!settled && reading < readingsMax) continue;
    const parts = addedUp(by, scope, groups);
    const shown = by === 'none' ? [parts[0] ?? nothing] : ranked(by, parts, counting.top);
    return { rows: shown.map((part) => rowOf(part, counting)), view, settled };
  }
};
