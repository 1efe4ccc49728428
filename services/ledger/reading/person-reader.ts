import type { Sex } from '@ledger/schema/events/values.js';
import { refused } from '../kernel/decision.js';
import {
  nationalIdFrom,
  phoneFrom,
  type NationalId,
  type Phone,
  type WrittenForm,
} from '../kernel/identifiers.js';
import type { PersonDetails } from '../use-cases/person-details.js';
import { textMax } from '../use-cases/record-act-command.js';
import { checkTexts, isRefused, type Optional, type Read } from './field-checks.js';
import { asWritten, readMembership } from './identifier-checks.js';
import { textOf } from './input-reader.js';

/** A person as sent by a client program. A missing field stays unchanged; null clears it. */
export type SentPerson = Readonly<{
  membership?: Optional<string>;
  nationalId?: Optional<string>;
  name?: Optional<string>;
  phone?: Optional<string>;
  sex?: Optional<Sex>;
  occupation?: Optional<string>;
  employer?: Optional<string>;
}>;

const nationalIdOf = (text: Optional<string>): Read<WrittenForm<NationalId> | null> => {
  const written = asWritten(text);
  if (written === '') return null;
  const value = nationalIdFrom(written);
  return value === null ? refused('BAD_NATIONAL_ID') : { value, written };
};

const phoneOf = (text: Optional<string>): WrittenForm<Phone> | null => {
  const written = asWritten(text);
  const value = phoneFrom(written);
  return value === null ? null : { value, written };
};

/** Parses a text; undefined if it was not submitted. */
const textSaid = (text: Optional<string>): string | null | undefined =>
  text === undefined ? undefined : textOf(text);

/** Parses a person's details into their canonical form, or returns the first refusal. */
export const readPerson = (input: SentPerson): Read<PersonDetails> => {
  const [name, occupation, employer] = [input.name, input.occupation, input.employer].map(textSaid);
  const wrong = checkTexts([
    ['membership', asWritten(input.membership), textMax.membership],
    ['nationalId', asWritten(input.nationalId), textMax.membership],
    ['name', name, textMax.name],
    ['phone', asWritten(input.phone), textMax.membership],
    ['occupation', occupation, textMax.short],
    ['employer', employer, textMax.short],
  ]);
  if (wrong !== null) return wrong;
  const membership = readMembership(input.membership);
  if (isRefused(membership)) return membership;
  const nationalId = nationalIdOf(input.nationalId);
  if (isRefused(nationalId)) return nationalId;
  return {
    membership: input.membership === undefined ? undefined : membership,
    nationalId: input.nationalId === undefined ? undefined : nationalId,
    name,
    phone: input.phone === undefined ? undefined : phoneOf(input.phone),
    sex: input.sex,
    occupation,
    employer,
  };
};

/**
 * Parses a person to be registered. Refused unless a membership number, a national id, a name or a phone number is
 * stated.
 */
export const readNewcomer = (input: SentPerson): Read<PersonDetails> => {
  const person = readPerson(input);
  if (isRefused(person)) return person;
  const { membership, nationalId, name, phone } = person;
  return [membership, nationalId, name, phone].every((said) => said == null)
    ? refused('MISSING_PERSON')
    : person;
};
