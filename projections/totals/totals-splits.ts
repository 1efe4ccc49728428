import { kindsIn } from '@ledger/schema/catalogue/categories.js';
import { childUnder, nation } from '@ledger/schema/catalogue/districts.js';
import { kindOfCode } from '@ledger/schema/catalogue/kinds.js';
import type { TotalsScope, WhomFilter } from '../reading/totals-scope.js';
import type { Whom } from './facets-blob.js';
import { monthsOf, quarterOf, yearOf } from './calendar-periods.js';

/** The ways in which totals can be split into rows. */
export const totalsBys = [
  'none',
  'kind',
  'category',
  'month',
  'quarter',
  'year',
  'district',
  'sex',
  'occupation',
  'employer',
] as const;
export type TotalsBy = (typeof totalsBys)[number];

/**
 * Splits by a detail of the person. They are read from the lines inside each bucket (stored sum per district, kind and
 * month).
 */
export type Facet = 'sex' | 'occupation' | 'employer';
export const isFacet = (by: TotalsBy): by is Facet =>
  by === 'sex' || by === 'occupation' || by === 'employer';

/** Whether a split may have any number of values, so that a query may want only the largest. */
export const isOpen = (by: TotalsBy): boolean => by === 'occupation' || by === 'employer';

/**
 * The meaning of a row: everything; one value; named persons whose value was not stated; the headcount without names;
 * or all values beyond the largest that were requested.
 */
export type RowStatus = 'all' | 'value' | 'not-stated' | 'not-named' | 'rest';

export type RowName = Readonly<{
  status: RowStatus;
  /**
   * The kind, category, month, quarter, year, district, sex, occupation or employer; null if the row does not stand for
   * a value.
   */
  key: string | null;
  /** The values that a `rest` row combines; empty for other rows. */
  among: readonly string[];
}>;

const named = (status: RowStatus, key: string | null): RowName => ({ status, key, among: [] });
export const everythingRow = named('all', null);
const notStated = named('not-stated', null);
const notNamed = named('not-named', null);
export const valueRow = (key: string): RowName => named('value', key);
export const restRow = (among: readonly string[]): RowName => ({ status: 'rest', key: null, among });

/** The fields of buckets by which a split is grouped. */
export const fieldsOf = (by: TotalsBy): readonly string[] => {
  switch (by) {
    case 'kind':
    case 'category':
      return ['kind'];
    case 'month':
    case 'quarter':
    case 'year':
      return ['month'];
    case 'district':
      return ['district'];
    case 'none':
    case 'sex':
    case 'occupation':
    case 'employer':
      return [];
  }
};

/**
 * The row for a group of buckets, by the value of the field that they are grouped by. Facets have no such field;
 * `rowOfLine` finds the row of each of their lines.
 */
export const rowOfGroup = (by: Exclude<TotalsBy, Facet>, scope: TotalsScope, value: string): RowName => {
  switch (by) {
    case 'none':
      return everythingRow;
    case 'kind':
    case 'month':
      return valueRow(value);
    case 'category':
      return valueRow(kindOfCode(value)?.category ?? value);
    case 'quarter':
      return valueRow(quarterOf(value));
    case 'year':
      return valueRow(yearOf(value));
    case 'district':
      return valueRow(childUnder(scope.district ?? nation, value));
  }
};

export const rowOfLine = (by: Facet, whom: Whom): RowName => {
  const value = whom[by];
  if (value !== null) return valueRow(value);
  return whom.named ? notStated : notNamed;
};

const among = (asked: readonly string[] | null, codes: readonly string[]): readonly string[] =>
  asked === null ? codes : codes.filter((code) => asked.includes(code));

const inPeriod = (scope: TotalsScope, period: string): TotalsScope => {
  const { from, to } = monthsOf(period);
  return { ...scope, from: from > scope.from ? from : scope.from, to: to < scope.to ? to : scope.to };
};

const whomOf = (by: Facet, { status, key, among: rest }: RowName): Partial<WhomFilter> => {
  switch (status) {
    case 'value':
    case 'rest':
      return { [by]: key === null ? rest : [key] };
    case 'not-stated':
      return { [by]: [null], named: true };
    case 'not-named':
      return { [by]: [null], named: false };
    case 'all':
      return {};
  }
};

/** The scope of one row, by which its events can be listed. */
export const scopeOfRow = (scope: TotalsScope, by: TotalsBy, row: RowName): TotalsScope => {
  if (isFacet(by)) return { ...scope, whom: { ...scope.whom, ...whomOf(by, row) } };
  const { key } = row;
  if (key === null) return scope;
  switch (by) {
    case 'none':
      return scope;
    case 'kind':
      return { ...scope, kinds: [key] };
    case 'category':
      return { ...scope, kinds: among(scope.kinds, kindsIn(key)) };
    case 'month':
      return { ...scope, from: key, to: key };
    case 'quarter':
    case 'year':
      return inPeriod(scope, key);
    case 'district':
      return { ...scope, district: key, depth: key === scope.district ? 'self' : scope.depth };
  }
};
