import { isPlainDate } from '@ledger/ledger/kernel/calendar.js';
import { FilterParser, type FilterProblem } from '@ledger/runtime/door/filter-parser.js';
import type { PayoutStep } from '@ledger/projections/payouts/payouts-queries.js';
import { usageFault } from '../terminal/usage-fault.js';

/** The days of a step are the options `--paid-from` and `--paid-to`. */
const optionOf = (step: PayoutStep | null, field: 'from' | 'to'): string =>
  step === null ? field : `${step}-${field}`;

const faultOf = (problem: FilterProblem): Error => {
  switch (problem.what) {
    case 'district':
      return usageFault('unknownDistrict', { text: problem.text });
    case 'kind':
      return usageFault('unknownKind', { text: problem.text });
    case 'category':
      return usageFault('unknownCategory', { text: problem.text });
    case 'session':
      return usageFault('unknownSession', { text: problem.text });
    case 'day':
      return usageFault('noDay', { option: optionOf(problem.step, problem.field), text: problem.text });
    case 'period':
      return usageFault('endsBefore', {
        ...{ first: optionOf(problem.step, 'from'), from: problem.from },
        ...{ last: optionOf(problem.step, 'to'), to: problem.to },
      });
  }
};

/** Reads filters by the rules of the API; throws UsageFault, with the option that is wrong. */
export const filters = new FilterParser(faultOf);

/** A month. Throws UsageFault where there is no such month. */
export const monthOption = (name: string, text: string): string => {
  if (!isPlainDate(`${text}-01`)) throw usageFault('noMonth', { option: name, text });
  return text;
};
