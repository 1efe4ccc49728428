import { isRefused } from '@ledger/ledger/reading/field-checks.js';
import { readPerson, type PersonHandedIn } from '@ledger/ledger/reading/person-reader.js';
import type { PersonDetails } from '@ledger/ledger/use-cases/person-details.js';
import {
  membershipFrom,
  nationalIdFrom,
  referenceFrom,
  type MembershipNumber,
  type NationalId,
  type Reference,
} from '@ledger/ledger/kernel/identifiers.js';

const found = <T>(identifier: T | null, text: string): T => {
  if (identifier === null) throw new RangeError(`“${text}” is no identifier of this sort`);
  return identifier;
};

/** The reference that is written so. */
export const reference = (text: string): Reference => found(referenceFrom(text), text);

/** The membership number that is written so. */
export const membership = (text: string): MembershipNumber => found(membershipFrom(text), text);

/** The national id that is written so. */
export const nationalId = (text: string): NationalId => found(nationalIdFrom(text), text);

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The national id that begins with these 17 digits. */
export const nationalIdOf = (digits: string): NationalId => {
  const sum = weights.reduce((before, weight, at) => before + weight * Number(digits[at]), 0);
  return nationalId(`${digits}${'10X98765432'[sum % 11] ?? ''}`);
};

/** A person as they are handed in, in the canonical form. */
export const personWith = (input: PersonHandedIn): PersonDetails => {
  const read = readPerson(input);
  if (isRefused(read)) throw new RangeError(`refused as ${read.code}`);
  return read;
};
