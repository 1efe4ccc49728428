import { withStandardForms } from './standard-forms.js';

/**
 * Invisible characters: joiners, byte order marks, fillers. Variation selectors are kept, because they distinguish
 * forms of a character in names; bidirectional controls are left for `hasControls` to refuse.
 */
const unseen = /(?![\p{Variation_Selector}\p{Bidi_Control}])\p{Default_Ignorable_Code_Point}/gu;

/** Visible ASCII characters, with spaces only between them. */
const plain = /^[!-~](?:[ -~]*[!-~])?$/;

/** Characters that may need cleaning. Most texts contain none of them. */
const doubtful = /[\t\r\u2028\u2029\uE5E5-\uE864\p{Default_Ignorable_Code_Point}\p{Surrogate}]/u;

/**
 * A text as it is stored: no invisible characters, line feeds as line ends, a space for each tab, standard characters
 * for private-use ones, trimmed. Idempotent.
 */
export const cleaned = (text: string): string => {
  // Fast paths: most cells are empty or plain ASCII.
  if (text === '' || plain.test(text)) return text;
  if (!doubtful.test(text)) return text.trim();
  return withStandardForms(text.toWellFormed())
    .replaceAll(unseen, '')
    .replaceAll(/\r\n|[\r\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .trim();
};

/** Control characters (C0, DEL, C1) except the line feed, and bidirectional controls. */
const controls = /[^\n\P{Cc}]|\p{Bidi_Control}/u;

/** Whether a text contains control characters, which must not be stored because a terminal would interpret them. */
export const hasControls = (text: string): boolean => controls.test(text);

/**
 * Whether a text has more than `max` characters. Code points are counted: a rare character of a name counts as one,
 * as a person would count it. Graphemes are not used, because one grapheme can be arbitrarily long.
 */
export const isLongerThan = (text: string, max: number): boolean => {
  if (text.length <= max) return false;
  if (text.length > 2 * max) return true;
  let length = 0;
  for (const _character of text) length += 1;
  return length > max;
};
