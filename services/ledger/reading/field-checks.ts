import { districtOf } from '@ledger/schema/catalogue/districts.js';
import type { PlainDate } from '../kernel/calendar.js';
import { refused, type Refused } from '../kernel/decision.js';
import { districtFrom, officeFrom, type OfficeCode } from '../kernel/identifiers.js';
import { actFenMax, yuan, type Fen } from '../kernel/money.js';
import { hasControls, isLongerThan } from '../kernel/plain-text.js';
import { readAmount } from '../sheets/cells.js';
import { textMax } from '../use-cases/record-act-command.js';
import { isPlace, unknownDistrict } from './suggestions.js';

/** The parsed value, or the refusal if parsing failed. */
export type Read<T> = T | Refused;

/** A field that a client may leave out or set to null. */
export type Optional<T> = T | null | undefined;

export const isRefused = (read: unknown): read is Refused =>
  typeof read === 'object' && read !== null && 'kind' in read && read.kind === 'refused';

/** Parses the code of a city or county (GB/T 2260). */
export const checkDistrict = (text: string): Read<string> => {
  const code = districtFrom(text);
  if (code === '') return refused('MISSING_DISTRICT');
  const district = districtOf(code);
  return district !== undefined && isPlace(district) ? code : unknownDistrict(text);
};

/**
 * The earliest day of an act: no union served couriers before. This also refuses date cells with the value 0, which are
 * days of 1899 or 1900.
 */
const firstDay = '1950-01-01';

/** Refuses a day that does not exist, is too early, or is later than today. `written` is the text as submitted. */
export const checkDay = (day: PlainDate | null, written: string, today: PlainDate): Read<PlainDate> => {
  if (day === null || day < firstDay) return refused('BAD_DATE', { date: written });
  return day > today ? refused('DATE_IN_FUTURE', { date: day, today }) : day;
};

/** Parses an amount in yuan as a cell has it; a blank text is no amount. Refused if it is more than one act may have. */
export const checkAmount = (text: string): Read<Readonly<{ amountFen: Fen | null }>> => {
  const amount = readAmount(text);
  switch (amount.kind) {
    case 'amount':
      return (amount.fen ?? 0) > actFenMax ? tooLarge(text) : { amountFen: amount.fen };
    case 'too large':
      return tooLarge(text);
    case 'bad':
      return refused('BAD_AMOUNT', { amount: text });
    case 'negative':
      return refused('NEGATIVE_AMOUNT', { amount: text });
  }
};

const tooLarge = (amount: string): Refused => refused('BAD_AMOUNT', { amount, max: yuan(actFenMax) });

/** Refuses the first text that is too long, otherwise the first that contains control characters. */
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

/** Parses the code of an office. Its length is limited because the text as written is stored, too. */
export const readOffice = (text: string): Read<OfficeCode> =>
  (isLongerThan(text, textMax.short) ? null : officeFrom(text)) ?? refused('BAD_OFFICE', { office: text });
