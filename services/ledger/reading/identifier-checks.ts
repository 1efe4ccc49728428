import { refused, type Refused } from '../kernel/decision.js';
import {
  membershipFrom,
  referenceFrom,
  type MembershipNumber,
  type Reference,
  type Written,
} from '../kernel/identifiers.js';
import { doubtAbout } from '../kernel/implausible-identifiers.js';
import { cleaned } from '../kernel/plain-text.js';
import type { Read } from './field-checks.js';

/**
 * How an identifier was written, as it is kept: without marks of direction too, which spreadsheets and phones put
 * around numbers.
 */
export const asWritten = (text: string): string => cleaned(text.replaceAll(/\p{Bidi_Control}/gu, ''));

const plausible = <T extends string>(
  text: string,
  from: (text: string) => T | null,
  badAs: (because: Readonly<{ value: string; why: string }>) => Refused,
): Read<Written<T> | null> => {
  const written = asWritten(text);
  const value = from(written);
  if (value === null) return null;
  const why = doubtAbout(written);
  return why === null ? { value, written } : badAs({ value: written, why });
};

/** The reference of an act; null where none is written. */
export const readReference = (text: string): Read<Written<Reference> | null> =>
  plausible(text, referenceFrom, (because) => refused('BAD_REF', because));

/** A membership number; null where none is written. */
export const readMembership = (text: string): Read<Written<MembershipNumber> | null> =>
  plausible(text, membershipFrom, (because) => refused('BAD_MEMBER', because));

/** How the reference was written, where that is not its canonical form. */
export const spellingOf = ({ value, written }: Written<string>): string | null =>
  written === value ? null : written;
