import { districtFrom } from '@ledger/ledger/kernel/identifiers.js';
import type { TotalsScope } from '@ledger/projections/reading/totals-scope.js';
import { isTotalled } from '@ledger/projections/totals/totals-queries.js';
import { totalsBys, type TotalsBy } from '@ledger/projections/totals/totals-splits.js';
import { categoryOfCode, kindsIn } from '@ledger/schema/catalogue/categories.js';
import { nation } from '@ledger/schema/catalogue/districts.js';
import { kindOfCode } from '@ledger/schema/catalogue/kinds.js';
import { monthAsked, periodAsked } from './period-options.js';
import type { TotalsAsked } from './totals-options.js';
import { usageFault } from '../terminal/usage-fault.js';

const isBy = (text: string): text is TotalsBy => totalsBys.some((by) => by === text);

/** A district with all below it; null is the whole country. Throws UsageFault. */
export const districtAsked = (text: string | undefined): string | null => {
  const code = text === undefined ? nation : districtFrom(text);
  if (!isTotalled(code)) throw usageFault('unknownDistrict', { text: text ?? '' });
  return code === nation ? null : code;
};

/** Kinds by code; null is all of them. Throws UsageFault. */
export const kindsAsked = (codes: readonly string[] | undefined): readonly string[] | null => {
  const unknown = codes?.find((code) => kindOfCode(code) === undefined);
  if (unknown !== undefined) throw usageFault('unknownKind', { text: unknown });
  return codes ?? null;
};

const kindsOf = ({ kind, category }: TotalsAsked): readonly string[] | null => {
  const byCode = kindsAsked(kind);
  const unknown = category?.find((code) => categoryOfCode(code) === undefined);
  if (unknown !== undefined) throw usageFault('unknownCategory', { text: unknown });
  if (category === undefined) return byCode;
  const byCategory = category.flatMap(kindsIn);
  return byCode === null ? byCategory : byCode.filter((code) => byCategory.includes(code));
};

const sexOf = (text: string): string | null => {
  if (text === 'unknown') return null;
  if (text === 'male' || text === 'female') return text;
  throw usageFault('noSex', { text });
};

const stated = (texts: readonly string[] | undefined): readonly (string | null)[] | null =>
  texts?.map((text) => (text === '' ? null : text)) ?? null;

/** What is asked for. Throws UsageFault, with the option that is wrong. */
export const totalsAsked = (options: TotalsAsked): Readonly<{ scope: TotalsScope; by: TotalsBy }> => {
  const { district, from, to, by, sex, occupation, employer, recordedTo } = options;
  const period = periodAsked({ from: monthAsked('from', from), to: monthAsked('to', to) });
  if (!isBy(by)) throw usageFault('noneOf', { option: 'by', text: by, words: totalsBys.join(', ') });
  const whom = {
    sex: sex?.map(sexOf) ?? null,
    occupation: stated(occupation),
    employer: stated(employer),
    named: null,
  };
  const scope: TotalsScope = {
    district: districtAsked(district),
    depth: 'all',
    ...period,
    kinds: kindsOf(options),
    recordedTo: recordedTo === undefined ? null : monthAsked('recorded-to', recordedTo),
    whom,
  };
  return { scope, by };
};
