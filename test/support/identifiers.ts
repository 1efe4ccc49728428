import { isRefused } from '@ledger/ledger/reading/field-checks.js';
import { readPerson, type SentPerson } from '@ledger/ledger/reading/person-reader.js';
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

/** The reference for this text. Throws RangeError if the text is not a valid reference. */
export const reference = (text: string): Reference => found(referenceFrom(text), text);

/** The membership number for this text. Throws RangeError if the text is not a valid one. */
export const membership = (text: string): MembershipNumber => found(membershipFrom(text), text);

/** The national id for this text. Throws RangeError if the text is not a valid one. */
export const nationalId = (text: string): NationalId => found(nationalIdFrom(text), text);

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The national id with these first 17 digits. The check digit is computed. */
export const nationalIdOf = (digits: string): NationalId => {
  const sum = weights.reduce((before, weight, at) => before + weight * Number(digits[at]), 0);
  return nationalId(`${digits}${'10X98765432'[sum % 11] ?? ''}`);
};

/** The person's details as the ledger reads them from this input. Throws RangeError if the input is refused. */
export const personWith = (input: SentPerson): PersonDetails => {
  const read = readPerson(input);
  if (isRefused(read)) throw new RangeError(`refused as ${read.code}`);
  return read;
};
