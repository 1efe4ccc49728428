import { isOfficeCode, isReference, type OfficeCode, type Reference } from '@ledger/schema/events/brands.js';
import { withStandardForms } from './standard-forms.js';

/**
 * Identifiers in canonical form: one form for all spellings that keyboards and spreadsheets produce. Only this file
 * creates them; the original spelling is stored separately.
 */
export type { OfficeCode, Reference };

/** The number of a trade-union member, unique within the office that issued it. */
export type MembershipNumber = string & { readonly __brand: 'MembershipNumber' };
/** A Chinese national id: 18 characters, the last one a check character (GB 11643). */
export type NationalId = string & { readonly __brand: 'NationalId' };
export type Phone = string & { readonly __brand: 'Phone' };

/** An identifier in canonical form (`value`), and as it was written. */
export type WrittenForm<T> = Readonly<{ value: T; written: string }>;

/** White space of any width, and invisible characters. */
const blank = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/gu;

/**
 * Every dash, hyphen and minus, and line characters that are typed instead; but not the Chinese 一 or the Japanese ー.
 */
const dash = /[\p{Dash_Punctuation}\u02D7\u2043\u2212\u2500\u2501\u2796]/gu;

/** Marks with which spreadsheet users turn a number into text: an apostrophe before it, or ="…" around it. */
const guard = /^['`‘’]+|^="(.*)"$/s;

/** Texts that are in canonical form already: a fast path, because most identifiers are, and many cells are empty. */
const plain = /^(?:[0-9A-Z][0-9A-Z.-]*)?$/;

const step = (text: string): string =>
  withStandardForms(text.toWellFormed())
    .normalize('NFKC')
    .replaceAll(blank, '')
    .replaceAll(dash, '-')
    // Lower case first: ẞ, the capital of ß, would stay, but ß becomes SS.
    .toLowerCase()
    .toUpperCase()
    .replaceAll(/[“”]/g, '"')
    .replace(guard, '$1');

/**
 * The canonical form of a text: compatibility characters replaced (NFKC), no white space, no invisible characters,
 * one kind of dash, upper case, no spreadsheet marks. Idempotent. May be empty.
 */
export const canonicalText = (text: string): string => {
  let now = text;
  // Repeat until nothing changes: removing one thing may expose another. Usually the second round changes nothing.
  for (let next = plain.test(now) ? now : step(now); next !== now; next = step(now)) now = next;
  return now;
};

const isMembershipNumber = (text: string): text is MembershipNumber => text !== '';
const isPhone = (text: string): text is Phone => text !== '';

/** The reference of an act; null if the text is blank. */
export const referenceFrom = (text: string): Reference | null => {
  const form = canonicalText(text);
  return isReference(form) ? form : null;
};

/** A membership number; null if the text is blank. */
export const membershipFrom = (text: string): MembershipNumber | null => {
  const form = canonicalText(text);
  return isMembershipNumber(form) ? form : null;
};

/**
 * The code of an office: letters, digits, dots and underscores; otherwise null.
 */
export const officeFrom = (text: string): OfficeCode | null => {
  const form = canonicalText(text);
  return isOfficeCode(form) ? form : null;
};

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/** Checks ISO 7064 MOD 11-2, which detects every single wrong digit and every swap of two neighbours. */
const isNationalId = (text: string): text is NationalId => {
  if (!/^\d{17}[\dX]$/.test(text)) return false;
  const sum = weights.reduce((before, weight, at) => before + weight * Number(text[at]), 0);
  return checkCharacters[sum % 11] === text[17];
};

/** A national id of 18 characters with a correct check character; otherwise null. */
export const nationalIdFrom = (text: string): NationalId | null => {
  const form = canonicalText(text);
  return isNationalId(form) ? form : null;
};

const dialled = (text: string): string =>
  text.replaceAll(/[-()./]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, '');

/**
 * A phone number without separators and without China's country code before a mobile number; null if the text is
 * blank.
 */
export const phoneFrom = (text: string): Phone | null => {
  const form = dialled(canonicalText(text));
  return isPhone(form) ? form : null;
};

/** The code of a district: digits (GB/T 2260). */
export const districtFrom = (text: string): string => canonicalText(text);

/** The code of an office, for texts that must be valid. Throws RangeError if the text is not an office code. */
export const officeCode = (text: string): OfficeCode => {
  const office = officeFrom(text);
  if (office === null) throw new RangeError(`“${text}” cannot be the code of an office`);
  return office;
};

/** The office of acts that name no office: by default a ledger belongs to one office. */
export const soleOffice = officeCode('LEDGER');
