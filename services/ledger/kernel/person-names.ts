import { withStandardForms } from './standard-forms.js';

/** Blanks of any width, what cannot be seen, and the dots between the parts of a name. */
const skipped =
  /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\u00B7\u0387\u2022\u2027\u2219\u22C5\u2E31\u2E33\u30FB\uA78F]/gu;

/** What stands for characters that somebody left out on purpose: 张*, 张某, 张×明, 张XX. */
const masked = /[*×✕✱※○●□■◯?_#某]|\p{Script=Han}[Xx]/u;

/** The Chinese characters of most names: none of them has another form, and none is a blank. */
const plain = /^[\u4E00-\u9FFF]+$/;

/** A name in the form in which names are compared. */
export type ComparableName = string & { readonly __brand: 'ComparableName' };

const shortened = (name: string): string =>
  withStandardForms(name.toWellFormed()).normalize('NFKC').replaceAll(skipped, '');

const isComparable = (form: string): form is ComparableName => form !== '' && !masked.test(form);

/**
 * The form in which names are compared: compatible characters (NFKC), without blanks and middle dots. Null of a name
 * that says too little to contradict another: a blank one, or one that is masked.
 */
export const comparableName = (name: string | null): ComparableName | null => {
  const written = name ?? '';
  const form = plain.test(written) ? written : shortened(written);
  return isComparable(form) ? form : null;
};
