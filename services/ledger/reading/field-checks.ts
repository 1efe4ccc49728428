import { districtOf } from '@ledger/schema/catalogue/districts.js';
import type { PlainDate } from '../kernel/calendar.js';
import { refused, type Refused } from '../kernel/decision.js';

/** What was read, or the refusal that reading it ended with. */
export type Read<T> = T | Refused;

export const isRefused = (read: unknown): read is Refused =>
  typeof read === 'object' && read !== null && 'kind' in read && read.kind === 'refused';

/** A code that GB/T 2260 knows. */
export const checkDistrict = (code: string): Read<string> => {
  if (code === '') return refused('MISSING_DISTRICT');
  return districtOf(code) === undefined ? refused('UNKNOWN_DISTRICT', { district: code }) : code;
};

/** A day that exists and is not later than today; `written` is how it was handed in. */
export const checkDay = (day: PlainDate | null, written: string, today: PlainDate): Read<PlainDate> => {
  if (day === null) return refused('BAD_DATE', { date: written });
  return day > today ? refused('DATE_IN_FUTURE', { date: day, today }) : day;
};

/** Whether a text is longer than it may be. `field` is what the person who wrote it calls it. */
export const checkText = (field: string, text: string | null | undefined, max: number): Refused | null =>
  text != null && text.length > max ? refused('TEXT_TOO_LONG', { field, max }) : null;

/** The first text that is longer than it may be. */
export const checkTexts = (
  texts: readonly (readonly [field: string, text: string | null | undefined, max: number])[],
): Refused | null => {
  for (const [field, text, max] of texts) {
    const refusal = checkText(field, text, max);
    if (refusal !== null) return refusal;
  }
  return null;
};

/** Offices name themselves in letters, digits and dots; a hyphen would blur where a reference begins. */
export const checkOffice = (office: string): Refused | null =>
  /^[\p{L}\p{N}._]{1,40}$/u.test(office) ? null : refused('BAD_OFFICE', { office });

/** The office of whoever names none: without others, the ledger is one office. */
export const soleOffice = 'ledger';
