/**
 * Why a text cannot be the number of anybody or anything: a spreadsheet program shortened it, it is several numbers, or
 * it stands for one that is missing. Two people would become one by it.
 */
export type Doubt = 'SHORTENED' | 'SEVERAL' | 'PLACEHOLDER';

/**
 * A number as programs shorten it: up to three digits, then a fraction, a sign of the exponent, or both. A text like
 * `2026E10` has neither, and may be somebody's number.
 */
const shortened = /^[+-]?\d{1,3}(?:[.,]\d+E[+-]?|E[+-])\d{1,3}$/;

const several = /[、,;]/;
const hasWord = /[\p{L}\p{N}]/u;

/** Whatever people write where a number is missing, in the canonical form. */
const placeholders: ReadonlySet<string> = new Set(
  (
    '无 没有 暂无 暂缺 缺 空 未知 不详 未填 未填写 待补 待补充 待填 待定 同上 ' +
    'NULL NONE NIL NAN N/A NA TBD UNKNOWN UNDEFINED'
  ).split(' '),
);

/** Brackets, quotation marks and full stops around a word change nothing of what it says. */
const wrapping = /^[()[\]{}<>《》【】〔〕「」"'.。:!?]+|[()[\]{}<>《》【】〔〕「」"'.。:!?]+$/g;

/** What a number looks like: which of its characters are digits, and which are letters. */
const shapeOf = (text: string): string => text.replaceAll(/\d/g, '9').replaceAll(/\p{L}/gu, 'A');

/** The fewest characters that each of two numbers around a slash has; fewer are parts of one number. */
const wholeNumber = 6;

const areTwo = (one: string, other: string): boolean =>
  one.length >= wholeNumber && other.length >= wholeNumber && shapeOf(one) === shapeOf(other);

const filled = (parts: readonly string[]): number => parts.filter((part) => hasWord.test(part)).length;

const isSeveral = (written: string, form: string): boolean =>
  filled(form.split(several)) > 1 ||
  (written.includes('\n') && filled(written.split('\n')) > 1) ||
  form.split('/').some((part, index, parts) => index > 0 && areTwo(parts[index - 1] ?? '', part));

const isPlaceholder = (form: string): boolean =>
  !hasWord.test(form) || /^0[0.]*$/.test(form) || placeholders.has(form.replaceAll(wrapping, ''));

/** Most identifiers: letters, digits and dashes, too long to be a word that stands for one. */
const usual = /^(?:[0-9]{1,4}-)?[A-Z]{0,4}[0-9-]*[0-9]{3}$/;

/**
 * What speaks against a text being an identifier; null where nothing does. `written` is cleaned (plain-text.ts), `form`
 * is its canonical form.
 */
export const doubtAbout = (written: string, form: string): Doubt | null => {
  if (usual.test(form) && /[1-9]/.test(form) && !written.includes('\n')) return null;
  if (shortened.test(form)) return 'SHORTENED';
  if (isPlaceholder(form)) return 'PLACEHOLDER';
  return isSeveral(written, form) ? 'SEVERAL' : null;
};
