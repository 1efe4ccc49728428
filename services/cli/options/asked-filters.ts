import { isPlainDate } from '@ledger/ledger/kernel/calendar.js';
import { FilterParser, type FilterProblem } from '@ledger/runtime/door/filter-parser.js';
import { usageFault } from '../terminal/usage-fault.js';

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
      return usageFault('noDay', { option: problem.field, text: problem.text });
    case 'period':
      return usageFault('endsBefore', { from: problem.from, to: problem.to });
  }
};

/** Reads filters by the rules of the API; throws UsageFault, with the option that is wrong. */
export const filters = new FilterParser(faultOf);

/** A month. Throws UsageFault where there is no such month. */
export const monthAsked = (name: string, text: string): string => {
  if (!isPlainDate(`${text}-01`)) throw usageFault('noMonth', { option: name, text });
  return text;
};
