import { isPlainDate } from '@ledger/ledger/kernel/calendar.js';
import { usageFault } from '../terminal/usage-fault.js';

/** A day; null where none is named. Throws UsageFault where there is no such day. */
export const dayAsked = (name: string, text: string | undefined): string | null => {
  if (text !== undefined && !isPlainDate(text)) throw usageFault('noDay', { option: name, text });
  return text ?? null;
};

/** A month. Throws UsageFault where there is no such month. */
export const monthAsked = (name: string, text: string): string => {
  if (!isPlainDate(`${text}-01`)) throw usageFault('noMonth', { option: name, text });
  return text;
};

type Period<T> = Readonly<{ from: T; to: T }>;

/** A period that does not end before it begins: the rule and the words of the API's filters. Throws UsageFault. */
export const periodAsked = <T extends string | null>({ from, to }: Period<T>): Period<T> => {
  if (from !== null && to !== null && from > to) throw usageFault('endsBefore', { from, to });
  return { from, to };
};
