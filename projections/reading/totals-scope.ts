import type { Condition } from '../ports/document-store.js';
import { rangeOf } from '@ledger/schema/catalogue/districts.js';

/** Whom lines are about: one of these values each, null among them being what was not stated; null asks for all. */
export type WhomAsked = Readonly<{
  sex: readonly (string | null)[] | null;
  occupation: readonly (string | null)[] | null;
  employer: readonly (string | null)[] | null;
  /** Persons by name, or heads that nobody named. */
  named: boolean | null;
}>;

export const everybody: WhomAsked = { sex: null, occupation: null, employer: null, named: null };

export const isEverybody = (whom: WhomAsked): boolean => Object.values(whom).every((asked) => asked === null);

/** What a total is the sum of: which lines it adds up. */
export type TotalsScope = Readonly<{
  /** A district; null is the whole country. */
  district: string | null;
  /** With all districts below it, or what was recorded for the district itself only. */
  depth: 'all' | 'self';
  /** Months, `YYYY-MM`, both included. */
  from: string;
  to: string;
  kinds: readonly string[] | null;
  /** Only what was recorded up to the end of this month; null is everything. */
  recordedTo: string | null;
  whom: WhomAsked;
}>;

const firstMonth = '0000-01';

const districtWhere = ({ district, depth }: TotalsScope): Readonly<Record<string, Condition>> => {
  if (district === null) return {};
  return { district: depth === 'self' ? { is: district } : rangeOf(district) };
};

/** The conditions of a scope on buckets; whom they are about is told by the lines in them. */
export const bucketWhere = (scope: TotalsScope): Readonly<Record<string, Condition>> => ({
  ...districtWhere(scope),
  month: { from: scope.from, to: scope.to },
  ...(scope.kinds === null ? {} : { kind: { in: scope.kinds } }),
  ...(scope.recordedTo === null ? {} : { recorded: { from: firstMonth, to: scope.recordedTo } }),
});
