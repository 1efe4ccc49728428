import { countBelow, districtOf } from '@ledger/schema/catalogue/districts.js';
import type { PlainDate } from '../kernel/calendar.js';
import { refused, type Refused } from '../kernel/decision.js';
import { districtFrom, officeFrom, type OfficeCode } from '../kernel/identifiers.js';
import { hasControls, isLongerThan } from '../kernel/plain-text.js';
import { textMax } from '../use-cases/record-act-command.js';

/** What was read, or the refusal that reading it ended with. */
export type Read<T> = T | Refused;

/** What a program may leave out, or say to be nothing. */
export type Optional<T> = T | null | undefined;

export const isRefused = (read: unknown): read is Refused =>
  typeof read === 'object' && read !== null && 'kind' in read && read.kind === 'refused';

/** A whole province is no place where an act is given; one of which GB/T 2260 names no city or county is. */
const isPlace = (code: string): boolean => {
  const district = districtOf(code);
  return district !== undefined && (district.level > 0 || countBelow(code) === 0);
};

/** A code of a city or a county. */
export const checkDistrict = (text: string): Read<string> => {
  const code = districtFrom(text);
  if (code === '') return refused('MISSING_DISTRICT');
  return isPlace(code) ? code : refused('UNKNOWN_DISTRICT', { district: text });
};

/** The first day that an act may be of: no union has served couriers before; a date cell of 0 is a day of 1899 or 1900. */
const firstDay = '1950-01-01';

/** A day that exists and is not later than today; `written` is how it was handed in. */
export const checkDay = (day: PlainDate | null, written: string, today: PlainDate): Read<PlainDate> => {
  if (day === null || day < firstDay) return refused('BAD_DATE', { date: written });
  return day > today ? refused('DATE_IN_FUTURE', { date: day, today }) : day;
};

/** The first text that is longer than it may be, or else the first that holds control characters. */
export const checkTexts = (
  texts: readonly (readonly [field: string, text: string | null | undefined, max: number])[],
): Refused | null => {
  for (const [field, text, max] of texts) {
    if (text != null && isLongerThan(text, max)) return refused('TEXT_TOO_LONG', { field, max });
  }
  for (const [field, text] of texts) {
    if (text != null && hasControls(text)) return refused('BAD_TEXT', { field });
  }
  return null;
};

/** The code of an office that somebody named; how it was written is kept, and so it is not endless. */
export const readOffice = (text: string): Read<OfficeCode> =>
  (isLongerThan(text, textMax.short) ? null : officeFrom(text)) ?? refused('BAD_OFFICE', { office: text });
