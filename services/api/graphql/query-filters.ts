import { districtFrom } from '@ledger/ledger/kernel/identifiers.js';
import { isPlainDate } from '@ledger/ledger/kernel/calendar.js';
import { sessionStream } from '@ledger/ledger/reading/input-reader.js';
import type { ActFilter } from '@ledger/projections/acts/acts-queries.js';
import type { TotalsScope, WhomAsked } from '@ledger/projections/reading/totals-scope.js';
import type { PayoutFilter, StepFilter } from '@ledger/projections/payouts/payouts-queries.js';
import { isTotalled } from '@ledger/projections/totals/totals-queries.js';
import type { TotalsBy } from '@ledger/projections/totals/totals-splits.js';
import { categoryOfCode, kindsIn } from '@ledger/schema/catalogue/categories.js';
import { kindOfCode } from '@ledger/schema/catalogue/kinds.js';
import { nation } from '@ledger/schema/catalogue/districts.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { fault } from './api-fault.js';
import { sexNamed, stateNamed } from './presenters.js';

/** A district that can be asked for; null is the whole country. Throws GraphQLError UNKNOWN_DISTRICT. */
export const districtAsked = (text: string | null | undefined): string | null => {
  const code = text == null ? nation : districtFrom(text);
  if (!isTotalled(code)) throw fault('UNKNOWN_DISTRICT', `GB/T 2260 has no district “${text ?? ''}”`);
  return code === nation ? null : code;
};

const kindsAsked = (codes: readonly string[] | null | undefined): readonly string[] | null => {
  const unknown = codes?.find((code) => kindOfCode(code) === undefined);
  if (unknown !== undefined) throw fault('UNKNOWN_KIND', `there is no kind of service “${unknown}”`);
  return codes ?? null;
};

const inOrder = (from: string | null | undefined, to: string | null | undefined): void => {
  if (from != null && to != null && from > to) {
    throw fault('BAD_USER_INPUT', `from (${from}) must not be later than to (${to})`);
  }
};

const dayAsked = (name: 'from' | 'to', day: string | null | undefined): string | null => {
  if (day == null || isPlainDate(day)) return day ?? null;
  throw fault('BAD_USER_INPUT', `${name} is “${day}”, and there is no such day`);
};

type DaysAndKinds = Pick<Api.ActFilter, 'district' | 'from' | 'to' | 'kinds' | 'states'>;

const common = ({ district, from, to, kinds, states }: DaysAndKinds) => {
  const days = { from: dayAsked('from', from), to: dayAsked('to', to) };
  inOrder(from, to);
  return {
    district: districtAsked(district),
    ...days,
    kinds: kindsAsked(kinds),
    states: states?.map(stateNamed) ?? null,
  };
};

export const actFilterOf = (filter: Api.ActFilter | null | undefined): ActFilter => {
  const { worker, session } = filter ?? {};
  const stream = session == null ? null : sessionStream(session);
  if (session != null && stream === null) throw fault('UNKNOWN_SESSION', `there is no session “${session}”`);
  return { ...common(filter ?? {}), worker: worker ?? null, session: stream };
};

const stepAsked = (step: Api.PayoutStepFilter | null | undefined): StepFilter => {
  const { by = null, from, to } = step ?? {};
  inOrder(from, to);
  return { by, from: dayAsked('from', from), to: dayAsked('to', to) };
};

export const payoutFilterOf = (filter: Api.PayoutFilter | null | undefined): PayoutFilter => ({
  ...common(filter ?? {}),
  worker: filter?.worker ?? null,
  steps: {
    requested: stepAsked(filter?.requested),
    approved: stepAsked(filter?.approved),
    paid: stepAsked(filter?.paid),
  },
});

export type TotalsArgs = Readonly<{
  district?: string | null;
  from: string;
  to: string;
  kinds?: readonly string[] | null;
  categories?: readonly string[] | null;
  sexes?: readonly (Api.Sex | null)[] | null;
  occupations?: readonly (string | null)[] | null;
  employers?: readonly (string | null)[] | null;
  named?: boolean | null;
  top?: number | null;
  by?: Api.TotalsBy | null;
  recordedTo?: string | null;
  atLeast?: string | null;
}>;

/** The kinds asked for by code, by category, or by both: then those that are in both. */
const kindsOrCategories = ({ kinds, categories }: TotalsArgs): readonly string[] | null => {
  const byCode = kindsAsked(kinds);
  if (categories == null) return byCode;
  const unknown = categories.find((code) => categoryOfCode(code) === undefined);
  if (unknown !== undefined) throw fault('BAD_USER_INPUT', `there is no category “${unknown}”`);
  const byCategory = categories.flatMap(kindsIn);
  return byCode === null ? byCategory : byCode.filter((code) => byCategory.includes(code));
};

const whomOf = ({ sexes, occupations, employers, named }: TotalsArgs): WhomAsked => ({
  sex: sexes?.map((sex) => sexNamed(sex) ?? null) ?? null,
  occupation: occupations ?? null,
  employer: employers ?? null,
  named: named ?? null,
});

export const topMax = 1_000;

/** How many values have a row of their own. Throws GraphQLError BAD_USER_INPUT where the number cannot be. */
export const topOf = ({ top }: TotalsArgs): number => {
  if (top == null || (top >= 1 && top <= topMax)) return top ?? topMax;
  throw fault('BAD_USER_INPUT', `top must be from 1 to ${String(topMax)}`);
};

export const scopeOf = (args: TotalsArgs): TotalsScope => {
  const { district, from, to, recordedTo } = args;
  inOrder(from, to);
  return {
    district: districtAsked(district),
    depth: 'all',
    from,
    to,
    kinds: kindsOrCategories(args),
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
