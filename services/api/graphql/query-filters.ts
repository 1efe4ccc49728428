import type { ActFilter } from '@ledger/projections/acts/acts-queries.js';
import type { TotalsScope, WhomFilter } from '@ledger/projections/reading/totals-scope.js';
import type { PayoutFilter, PayoutStep } from '@ledger/projections/payouts/payouts-queries.js';
import type { TotalsBy } from '@ledger/projections/totals/totals-splits.js';
import { FilterParser, type FilterProblem } from '@ledger/runtime/door/filter-parser.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { fault } from './api-fault.js';
import { sexNamed, stateNamed } from './presenters.js';

/** The days of a step are `paid: { from: … }` in a query and `paidFrom` in an export: both read as `paid: from`. */
const ofStep = (step: PayoutStep | null): string => (step === null ? '' : `${step}: `);

const faultOf = (problem: FilterProblem): Error => {
  switch (problem.what) {
    case 'district':
      return fault('UNKNOWN_DISTRICT', `GB/T 2260 has no district “${problem.text}”`);
    case 'kind':
      return fault('UNKNOWN_KIND', `there is no kind of service “${problem.text}”`);
    case 'category':
      return fault('BAD_USER_INPUT', `there is no category “${problem.text}”`);
    case 'session':
      return fault('UNKNOWN_SESSION', `there is no session “${problem.text}”`);
    case 'day':
      return fault(
        'BAD_USER_INPUT',
        `${ofStep(problem.step)}${problem.field} is “${problem.text}”, and there is no such day`,
      );
    case 'period':
      return fault(
        'BAD_USER_INPUT',
        `${ofStep(problem.step)}from (${problem.from}) must not be later than to (${problem.to})`,
      );
  }
};

/** Parses filters. Throws GraphQLError if a filter is invalid. */
export const filters = new FilterParser(faultOf);

type DaysAndKinds = Pick<Api.ActFilter, 'district' | 'from' | 'to' | 'kinds' | 'states'>;

const common = ({ district, from, to, kinds, states }: DaysAndKinds) => ({
  ...filters.days(from, to),
  district: filters.district(district),
  kinds: filters.kinds(kinds),
  states: states?.map(stateNamed) ?? null,
});

export const actFilterOf = (filter: Api.ActFilter | null | undefined): ActFilter => {
  const { worker, session } = filter ?? {};
  return { ...common(filter ?? {}), worker: worker ?? null, session: filters.session(session) };
};

export const payoutFilterOf = (filter: Api.PayoutFilter | null | undefined): PayoutFilter => ({
  ...common(filter ?? {}),
  worker: filter?.worker ?? null,
  steps: filters.steps((step) => filter?.[step]),
});

const whomOf = ({ sexes, occupations, employers, named }: Api.QueryTotalsArgs): WhomFilter => ({
  sex: sexes?.map((sex) => sexNamed(sex) ?? null) ?? null,
  occupation: occupations ?? null,
  employer: employers ?? null,
  named: named ?? null,
});

export const topMax = 1_000;

/**
 * The number of values that get a row of their own. Throws GraphQLError BAD_USER_INPUT if the number is out of range.
 */
export const topOf = ({ top }: Api.QueryTotalsArgs): number => {
  if (top == null || (top >= 1 && top <= topMax)) return top ?? topMax;
  throw fault('BAD_USER_INPUT', `top must be from 1 to ${String(topMax)}`);
};

export const scopeOf = (args: Api.QueryTotalsArgs): TotalsScope => {
  const { district, from, to, kinds, categories, recordedTo } = args;
  return {
    ...filters.period({ from, to }),
    district: filters.district(district),
    depth: 'all',
    kinds: filters.kinds(kinds, categories),
    recordedTo: recordedTo ?? null,
    whom: whomOf(args),
  };
};

export const byNamed: Readonly<Record<Api.TotalsBy, TotalsBy>> = {
  NONE: 'none',
  KIND: 'kind',
  MONTH: 'month',
  DISTRICT: 'district',
  CATEGORY: 'category',
  QUARTER: 'quarter',
  YEAR: 'year',
  SEX: 'sex',
  OCCUPATION: 'occupation',
  EMPLOYER: 'employer',
};

export const byOf = (by: Api.TotalsBy | null | undefined): TotalsBy => byNamed[by ?? 'NONE'];
