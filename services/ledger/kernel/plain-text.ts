import { withStandardForms } from './standard-forms.js';

/**
 * Characters that cannot be seen: joiners, marks of byte order, fillers. Selectors of variants stay, as they tell forms
 * of one character of a name apart; marks of direction are left to `hasControls`.
 */
const unseen = /(?![\p{Variation_Selector}\p{Bidi_Control}])\p{Default_Ignorable_Code_Point}/gu;

/** Visible characters of ASCII, with blanks between them only. */
const plain = /^[!-~](?:[ -~]*[!-~])?$/;

/** What may have to be put right in a text; texts without any of it are most texts. */
const doubtful = /[\t\r\u2028\u2029\uE5E5-\uE864\p{Default_Ignorable_Code_Point}\p{Surrogate}]/u;

/**
 * A text as it is kept: without characters that cannot be seen, each line ended by a line feed, a blank for a tab,
 * standard forms for private ones, and trimmed. Doing it twice changes nothing more.
 */
export const cleaned = (text: string): string => {
  // Most cells are empty or plain: nothing else is as cheap as telling that.
  if (text === '' || plain.test(text)) return text;
  if (!doubtful.test(text)) return text.trim();
  return withStandardForms(text.toWellFormed())
    .replaceAll(unseen, '')
    .replaceAll(/\r\n|[\r\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .trim();
};

/** Control characters (C0, DEL, C1) but for the line feed, and those that change the direction of writing. */
const controls = /[^\n\P{Cc}]|\p{Bidi_Control}/u;

/** Whether a text holds what a screen obeys instead of showing it: it cannot be kept. */
export const hasControls = (text: string): boolean => controls.test(text);

/**
 * Whether a text has more characters than that. A character is a code point of Unicode: a rare one of a name counts as
 * one, as a person counts it, and no text of few characters can be endless, as one of graphemes could.
 */
export const isLongerThan = (text: string, max: number): boolean => {
  if (text.length <= max) return false;
  if (text.length > 2 * max) return true;
  let length = 0;
  for (const _character of text) length += 1;
  return length > max;
};
