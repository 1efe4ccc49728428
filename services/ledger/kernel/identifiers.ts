import type { OfficeCode, Reference } from '@ledger/schema/events/values.js';
import { withStandardForms } from './standard-forms.js';

/**
 * Texts that name something, each in its one canonical form, which two people write alike whatever their keyboards and
 * spreadsheets make of it. Only this file makes them; how somebody wrote one is kept beside it.
 */
export type { OfficeCode, Reference };

/** The number of a member of a trade union, unique within the office that gave it out. */
export type MembershipNumber = string & { readonly __brand: 'MembershipNumber' };
/** 18 characters, the last of which checks the others (GB 11643). */
export type NationalId = string & { readonly __brand: 'NationalId' };
export type Phone = string & { readonly __brand: 'Phone' };

/** An identifier, and how it was written. */
export type Written<T> = Readonly<{ value: T; written: string }>;

/** Blanks of any width, and what cannot be seen. */
const blank = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/gu;

/** Every dash, hyphen and minus, and the lines that are typed for one; never the Chinese 一 or the Japanese ー. */
const dash = /[\p{Dash_Punctuation}\u02D7\u2043\u2212\u2500\u2501\u2796]/gu;

/** What keeps a spreadsheet program from taking a cell for a number: before it, or around it. */
const guard = /^['`‘’]+|^="(.*)"$/s;

/** Texts that are in that form already; most are, and many cells are empty. */
const plain = /^(?:[0-9A-Z][0-9A-Z.-]*)?$/;

const step = (text: string): string =>
  withStandardForms(text.toWellFormed())
    .normalize('NFKC')
    .replaceAll(blank, '')
    .replaceAll(dash, '-')
    .toUpperCase()
    .replaceAll(/[“”]/g, '"')
    .replace(guard, '$1');

/**
 * The one form of all spellings of a text: compatible characters (NFKC), no blanks, nothing that cannot be seen, one
 * kind of dash, upper case, no guard of a spreadsheet. Doing it twice changes nothing more. May be empty.
 */
export const canonicalText = (text: string): string => {
  let now = text;
  // What one rule takes away may let another see more; mostly the second round changes nothing.
  for (let next = plain.test(now) ? now : step(now); next !== now; next = step(now)) now = next;
  return now;
};

const isReference = (text: string): text is Reference => text !== '';
const isMembershipNumber = (text: string): text is MembershipNumber => text !== '';
const isPhone = (text: string): text is Phone => text !== '';
const isOfficeCode = (text: string): text is OfficeCode => /^[\p{L}\p{N}._]{1,40}$/u.test(text);

/** The reference of an act; null where nothing is written. */
export const referenceFrom = (text: string): Reference | null => {
  const form = canonicalText(text);
  return isReference(form) ? form : null;
};

/** A membership number; null where nothing is written. */
export const membershipFrom = (text: string): MembershipNumber | null => {
  const form = canonicalText(text);
  return isMembershipNumber(form) ? form : null;
};

/** Offices name themselves in letters, digits and dots; a hyphen would blur where a reference begins. Else null. */
export const officeFrom = (text: string): OfficeCode | null => {
  const form = canonicalText(text);
  return isOfficeCode(form) ? form : null;
};

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/** ISO 7064 MOD 11-2: catches every single wrong digit and every swap of two neighbours. */
const isNationalId = (text: string): text is NationalId => {
  if (!/^\d{17}[\dX]$/.test(text)) return false;
  const sum = weights.reduce((before, weight, at) => before + weight * Number(text[at]), 0);
  return checkCharacters[sum % 11] === text[17];
};

/** A national id of 18 characters whose check digit is right; else null. */
export const nationalIdFrom = (text: string): NationalId | null => {
  const form = canonicalText(text);
  return isNationalId(form) ? form : null;
};

const dialled = (text: string): string =>
  text.replaceAll(/[-()./]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, '');

/** A phone number without the marks between its digits, and without the country's own prefix; null where none is written. */
export const phoneFrom = (text: string): Phone | null => {
  const form = dialled(canonicalText(text));
  return isPhone(form) ? form : null;
};

/** The code of a district: its digits. */
export const districtFrom = (text: string): string => canonicalText(text);

/** The same of a code that is known to be one; throws RangeError where it is none. */
export const officeCode = (text: string): OfficeCode => {
  const office = officeFrom(text);
  if (office === null) throw new RangeError(`“${text}” cannot be the code of an office`);
  return office;
};

/** The office of whoever names none: without others, the ledger is one office. */
export const soleOffice = officeCode('LEDGER');
