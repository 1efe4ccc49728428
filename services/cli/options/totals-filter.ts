import type { TotalsScope } from '@ledger/projections/reading/totals-scope.js';
import { totalsBys, type TotalsBy } from '@ledger/projections/totals/totals-splits.js';
import { filters, monthOption } from './option-filters.js';
import type { TotalsFilter } from './totals-options.js';
import { usageFault } from '../terminal/usage-fault.js';

const isBy = (text: string): text is TotalsBy => totalsBys.some((by) => by === text);

const sexOf = (text: string): string | null => {
  if (text === 'unknown') return null;
  if (text === 'male' || text === 'female') return text;
  throw usageFault('noSex', { text });
};

const stated = (texts: readonly string[] | undefined): readonly (string | null)[] | null =>
  texts?.map((text) => (text === '' ? null : text)) ?? null;

/** What is asked for. Throws UsageFault, with the option that is wrong. */
export const totalsFilterOf = (options: TotalsFilter): Readonly<{ scope: TotalsScope; by: TotalsBy }> => {
  const { district, from, to, by, kind, category, sex, occupation, employer, recordedTo } = options;
  const period = filters.period({ from: monthOption('from', from), to: monthOption('to', to) });
  if (!isBy(by)) throw usageFault('noneOf', { option: 'by', text: by, words: totalsBys.join(', ') });
  const whom = {
    sex: sex?.map(sexOf) ?? null,
    occupation: stated(occupation),
    employer: stated(employer),
    named: null,
  };
  const scope: TotalsScope = {
    district: filters.district(district),
    depth: 'all',
    ...period,
    kinds: filters.kinds(kind, category),
    recordedTo: recordedTo === undefined ? null : monthOption('recorded-to', recordedTo),
    whom,
  };
  return { scope, by };
};
