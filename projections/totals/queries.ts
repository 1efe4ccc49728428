import { childUnder, districtOf, nation } from '@ledger/schema/catalogue/districts.js';
import { scopeWhere, type TotalsScope } from '../entries/queries.js';
import { stateFor, viewState, type ReadPorts, type ViewState } from '../kernel/reading.js';
import type { SumGroup } from '../ports/document-store.js';
import { collections } from '../views.js';
import { totalsMeasures } from './document.js';
import { countPeople } from './people-blob.js';

export type TotalsBy = 'none' | 'kind' | 'month' | 'district';

/** One row of totals. `key` is the kind, month or district; null where there is one row for everything. */
export type TotalsRow = Readonly<{
  key: string | null;
  acts: number;
  headcount: number;
  /** 0 where totals were read without people. */
  people: number;
  sessions: number;
  minutes: number;
  items: number;
  amountFen: number;
  paidFen: number;
}>;

/** People are counted only where they are asked for: their sets are most of what totals read. */
export type Counting = 'with people' | 'without people';

export type TotalsAnswer = Readonly<{ rows: readonly TotalsRow[]; view: ViewState; settled: boolean }>;

/** How often totals are read again because the view moved while they were read. */
const readingsMax = 3;

/** The row that a group of buckets belongs to. */
const keyOf = (by: TotalsBy, scope: TotalsScope, { by: group }: SumGroup): string | null => {
  if (by === 'none') return null;
  const value = String(group[by]);
  if (by !== 'district') return value;
  return childUnder(scope.district ?? nation, value);
};

const rowOf = (key: string | null, groups: readonly SumGroup[]): TotalsRow => {
  const total = (measure: string): number => groups.reduce((sum, { sums }) => sum + (sums[measure] ?? 0), 0);
  return {
    key,
    acts: total('acts'),
    headcount: total('headcount'),
    people: countPeople(groups.flatMap(({ bytes }) => bytes)),
    sessions: total('sessions'),
    minutes: total('minutes'),
    items: total('items'),
    amountFen: total('amountFen'),
    paidFen: total('paidFen'),
  };
};

const isEmpty = (row: TotalsRow): boolean => totalsMeasures.every((measure) => row[measure] === 0);

const rowsOf = (by: TotalsBy, scope: TotalsScope, groups: readonly SumGroup[]): readonly TotalsRow[] => {
  const byKey = new Map<string | null, SumGroup[]>(by === 'none' ? [[null, []]] : []);
  for (const group of groups) {
    const key = keyOf(by, scope, group);
    byKey.set(key, [...(byKey.get(key) ?? []), group]);
  }
  const rows = [...byKey].map(([key, members]) => rowOf(key, members));
  const sorted = rows.toSorted((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
  return by === 'none' ? sorted : sorted.filter((row) => !isEmpty(row));
};

/** The scope of one row: what its events are listed by. */
export const scopeOfRow = (scope: TotalsScope, by: TotalsBy, key: string | null): TotalsScope => {
  if (key === null) return scope;
  switch (by) {
    case 'none':
      return scope;
    case 'kind':
      return { ...scope, kinds: [key] };
    case 'month':
      return { ...scope, from: key, to: key };
    case 'district':
      return { ...scope, district: key, depth: key === scope.district ? 'self' : scope.depth };
  }
};

/** Whether totals can be asked for the code: a district of GB/T 2260, or the whole country. */
export const isTotalled = (district: string): boolean =>
  district === nation || districtOf(district) !== undefined;

/**
 * Totals of a scope, exact at the position of the answer's view: no bucket that they were read from is later. Where
 * the view moved on meanwhile they are read again, at most three times, then marked as not settled.
 */
export const readTotals = async (
  ports: ReadPorts,
  scope: TotalsScope,
  by: TotalsBy,
  counting: Counting = 'with people',
): Promise<TotalsAnswer> => {
  for (let reading = 1; ; reading += 1) {
    const view = await viewState(ports, 'totals');
    const { groups, latest } = await ports.store.sum(collections.totals.name, {
      where: scopeWhere(scope),
      by: by === 'none' ? [] : [by],
      measures: totalsMeasures,
      bytes: counting === 'with people' ? 'people' : null,
    });
    const settled = latest === null || latest <= view.position;
    if (settled || reading === readingsMax) {
      const used = { where: scopeWhere(scope) };
      return { rows: rowsOf(by, scope, groups), view: stateFor(view, used), settled };
    }
  }
};
