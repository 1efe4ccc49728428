import type { Condition } from '../ports/document-store.js';
import { rangeOf } from '@ledger/schema/catalogue/districts.js';

/**
 * A filter by the person that a line is about: any of the listed values, in which null means "not stated". A null list
 * means no filter.
 */
export type WhomFilter = Readonly<{
  sex: readonly (string | null)[] | null;
  occupation: readonly (string | null)[] | null;
  employer: readonly (string | null)[] | null;
  /** True: only named persons. False: only the headcount without names. Null: both. */
  named: boolean | null;
}>;

export const everybody: WhomFilter = { sex: null, occupation: null, employer: null, named: null };

export const isEverybody = (whom: WhomFilter): boolean =>
  Object.values(whom).every((asked) => asked === null);

/** The scope of a total: which lines are added up. */
export type TotalsScope = Readonly<{
  /** A district code; null is the whole country. */
  district: string | null;
  /** Whether districts below it are included, or only lines of the district itself. */
  depth: 'all' | 'self';
  /** The months of the acts, `YYYY-MM`, both included. */
  from: string;
  to: string;
  kinds: readonly string[] | null;
  /** Only lines that were recorded up to the end of this month, `YYYY-MM`; null is no limit. */
  recordedTo: string | null;
  whom: WhomFilter;
}>;

const firstMonth = '0000-01';

const districtWhere = ({ district, depth }: TotalsScope): Readonly<Record<string, Condition>> => {
  if (district === null) return {};
  return { district: depth === 'self' ? { is: district } : rangeOf(district) };
};

/**
 * The query conditions of a scope. The filter by person is not among them: it is applied to the lines inside the
 * buckets.
 */
export const bucketWhere = (scope: TotalsScope): Readonly<Record<string, Condition>> => ({
  ...districtWhere(scope),
  month: { from: scope.from, to: scope.to },
  ...(scope.kinds === null ? {} : { kind: { in: scope.kinds } }),
  ...(scope.recordedTo === null ? {} : { recorded: { from: firstMonth, to: scope.recordedTo } }),
});
