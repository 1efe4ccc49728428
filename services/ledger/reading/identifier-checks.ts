import { refused, type Refused } from '../kernel/decision.js';
import {
  membershipFrom,
  referenceFrom,
  type MembershipNumber,
  type Reference,
  type WrittenForm,
} from '../kernel/identifiers.js';
import { doubtAbout } from '../kernel/implausible-identifiers.js';
import { cleaned } from '../kernel/plain-text.js';
import type { Optional, Read } from './field-checks.js';

const direction = /\p{Bidi_Control}/u;
const directions = /\p{Bidi_Control}/gu;

/**
 * An identifier as written, in the form that is stored. Bidirectional control characters are removed: spreadsheets and
 * phones put them around numbers.
 */
export const asWritten = (text: Optional<string>): string => {
  const kept = cleaned(text ?? '');
  return direction.test(kept) ? cleaned(kept.replaceAll(directions, '')) : kept;
};

/** The text as written, if it differs from its canonical form; otherwise null. */
export const writtenOtherwise = (text: Optional<string>, form: string): string | null => {
  // Most texts are in canonical form already and need no cleaning.
  if (text === form) return null;
  const written = asWritten(text);
  return written === '' || written === form ? null : written;
};

const plausible = <T extends string>(
  text: Optional<string>,
  from: (text: string) => T | null,
  badAs: (because: Readonly<{ value: string; why: string }>) => Refused,
): Read<WrittenForm<T> | null> => {
  const written = asWritten(text);
  const value = from(written);
  if (value === null) return null;
  const why = doubtAbout(written, value);
  return why === null ? { value, written } : badAs({ value: written, why });
};

/** Parses the reference of an act; null if it is blank. */
export const readReference = (text: Optional<string>): Read<WrittenForm<Reference> | null> =>
  plausible(text, referenceFrom, (because) => refused('BAD_REF', because));

/** Parses a membership number; null if it is blank. */
export const readMembership = (text: Optional<string>): Read<WrittenForm<MembershipNumber> | null> =>
  plausible(text, membershipFrom, (because) => refused('BAD_MEMBER', because));

type ReferenceFields = Readonly<{ reference: Reference | null; referenceWritten: string | null }>;

/** The reference as an act stores it: the canonical form and, if different, the written form. */
export const referenceFields = (read: WrittenForm<Reference> | null): ReferenceFields => {
  if (read === null) return { reference: null, referenceWritten: null };
  const { value, written } = read;
  return { reference: value, referenceWritten: writtenOtherwise(written, value) };
};
