import type { Sex } from '@ledger/schema/events/values.js';
import { refused } from '../kernel/decision.js';
import {
  nationalIdFrom,
  phoneFrom,
  type NationalId,
  type Phone,
  type Written,
} from '../kernel/identifiers.js';
import type { PersonDetails } from '../use-cases/person-details.js';
import { textMax } from '../use-cases/record-act-command.js';
import { checkTexts, isRefused, type Read } from './field-checks.js';
import { asWritten, readMembership } from './identifier-checks.js';
import { textOf, type Optional } from './input-reader.js';

/** A person as a program hands them in: a field that is missing stays as it is, one that is null is emptied. */
export type PersonHandedIn = Readonly<{
  membership?: Optional<string>;
  nationalId?: Optional<string>;
  name?: Optional<string>;
  phone?: Optional<string>;
  sex?: Optional<Sex>;
  occupation?: Optional<string>;
  employer?: Optional<string>;
}>;

const nationalIdOf = (text: Optional<string>): Read<Written<NationalId> | null> => {
  const written = asWritten(text ?? '');
  if (written === '') return null;
  const value = nationalIdFrom(written);
  return value === null ? refused('BAD_NATIONAL_ID') : { value, written };
};

const phoneOf = (text: Optional<string>): Written<Phone> | null => {
  const written = asWritten(text ?? '');
  const value = phoneFrom(written);
  return value === null ? null : { value, written };
};

/** A person handed in by a program, in the canonical form; or the first reason why they cannot be one. */
export const readPerson = (input: PersonHandedIn): Read<PersonDetails> => {
  const wrong = checkTexts([
    ['membership', asWritten(input.membership ?? ''), textMax.membership],
    ['nationalId', asWritten(input.nationalId ?? ''), textMax.membership],
    ['name', textOf(input.name), textMax.name],
    ['phone', asWritten(input.phone ?? ''), textMax.membership],
    ['occupation', textOf(input.occupation), textMax.short],
    ['employer', textOf(input.employer), textMax.short],
  ]);
  if (wrong !== null) return wrong;
  const membership = readMembership(input.membership ?? '');
  if (isRefused(membership)) return membership;
  const nationalId = nationalIdOf(input.nationalId);
  if (isRefused(nationalId)) return nationalId;
  return {
    ...(input.membership === undefined ? {} : { membership }),
    ...(input.nationalId === undefined ? {} : { nationalId }),
    ...(input.name === undefined ? {} : { name: textOf(input.name) }),
    ...(input.phone === undefined ? {} : { phone: phoneOf(input.phone) }),
    ...(input.sex === undefined ? {} : { sex: input.sex }),
    ...(input.occupation === undefined ? {} : { occupation: textOf(input.occupation) }),
    ...(input.employer === undefined ? {} : { employer: textOf(input.employer) }),
  };
};
