import { isPlaceholder } from './implausible-identifiers.js';
import { withStandardForms } from './standard-forms.js';

/** White space of any width, invisible characters, and the dots between the parts of a name. */
const skipped =
  /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\u00B7\u0387\u2022\u2027\u2219\u22C5\u2E31\u2E33\u30FB\uA78F]/gu;

/** Characters that replace a part of a name left out on purpose: 张*, 张某, 张×明, 张XX, 张…. */
const masked = /[*×✕✱※○●□■◯?_#某]|\p{Script=Han}(?:[Xx]|\.\.|\p{Dash_Punctuation})/u;

/** Common Chinese characters, which need no conversion: a fast path for most names. */
const plain = /^[\u4E00-\u9FFF]+$/;

/** A name in the form used for comparing names. */
export type ComparableName = string & { readonly __brand: 'ComparableName' };

const shortened = (name: string): string =>
  withStandardForms(name.toWellFormed()).normalize('NFKC').replaceAll(skipped, '');

const isComparable = (form: string): form is ComparableName =>
  form !== '' && !masked.test(form) && !isPlaceholder(form.toUpperCase());

/**
 * The form used for comparing names: compatibility characters replaced (NFKC), no white space, no middle dots. Null
 * if the name is missing, blank, masked or a word for a missing one: then it cannot contradict another name.
 */
export const comparableName = (name: string | null): ComparableName | null => {
  const written = name ?? '';
  const form = plain.test(written) ? written : shortened(written);
  return isComparable(form) ? form : null;
};
