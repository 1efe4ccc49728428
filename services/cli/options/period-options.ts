import { isPlainDate } from '@ledger/ledger/kernel/calendar.js';
import { UsageFault } from '../terminal/usage-fault.js';

/** A day; null where none is named. Throws UsageFault where there is no such day. */
export const dayAsked = (name: string, text: string | undefined): string | null => {
  if (text !== undefined && !isPlainDate(text))
    throw new UsageFault(`--${name} is “${text}”; it must be a day, YYYY-MM-DD`);
  return text ?? null;
};

/** A month. Throws UsageFault where there is no such month. */
export const monthAsked = (name: string, text: string): string => {
  if (!isPlainDate(`${text}-01`)) throw new UsageFault(`--${name} is “${text}”; it must be a month, YYYY-MM`);
  return text;
};

type Period<T> = Readonly<{ from: T; to: T }>;

/** A period that does not end before it begins: the rule and the words of the API's filters. Throws UsageFault. */
export const periodAsked = <T extends string | null>({ from, to }: Period<T>): Period<T> => {
  if (from !== null && to !== null && from > to)
    throw new UsageFault(`--from (${from}) must not be later than --to (${to})`);
  return { from, to };
};
