/**
 * Why a text cannot be an identifier: a spreadsheet program shortened it (3.30784E+17), it contains several numbers,
 * or it is a placeholder for a missing one. Accepting it would merge different people or acts.
 */
export type Doubt = 'SHORTENED' | 'SEVERAL' | 'PLACEHOLDER';

/**
 * Scientific notation as spreadsheet programs write it: up to three digits, then a fraction, a signed exponent, or
 * both. `2026E10` has neither, so it may be a real identifier.
 */
const shortened = /^[+-]?\d{1,3}(?:[.,]\d+E[+-]?|E[+-])\d{1,3}$/;

const several = /[、,;]/;
const hasWord = /[\p{L}\p{N}]/u;

/** Words that people write when a number is missing, in canonical form. */
const placeholders: ReadonlySet<string> = new Set(
  (
    '无 没有 暂无 暂缺 缺 空 未知 不详 未填 未填写 待补 待补充 待填 待定 同上 ' +
    '无号 无编号 无会员号 未办 未办理 非会员 未入会 ' +
    'NULL NONE NIL NAN N/A NA TBD UNKNOWN UNDEFINED'
  ).split(' '),
);

/** Brackets, quotation marks and punctuation around a word, which do not change its meaning. */
const wrapping = /^[()[\]{}<>《》【】〔〕「」"'.。:!?#]+|[()[\]{}<>《》【】〔〕「」"'.。:!?#]+$/g;

/** The pattern of a number: each digit becomes 9, each letter A. */
const shapeOf = (text: string): string => text.replaceAll(/\d/g, '9').replaceAll(/\p{L}/gu, 'A');

/**
 * Only if both parts around a slash have at least this many characters are they two numbers; shorter parts belong to
 * one number.
 */
const wholeNumber = 6;

const areTwo = (one: string, other: string): boolean =>
  one.length >= wholeNumber && other.length >= wholeNumber && shapeOf(one) === shapeOf(other);

const filled = (parts: readonly string[]): number => parts.filter((part) => hasWord.test(part)).length;

const isSeveral = (written: string, form: string): boolean =>
  filled(form.split(several)) > 1 ||
  (written.includes('\n') && filled(written.split('\n')) > 1) ||
  form.split('/').some((part, index, parts) => index > 0 && areTwo(parts[index - 1] ?? '', part));

/** Whether a text in canonical form stands for a missing one. */
export const isPlaceholder = (form: string): boolean =>
  !hasWord.test(form) || /^0[0.]*$/.test(form) || placeholders.has(form.replaceAll(wrapping, ''));

/**
 * The pattern of most identifiers (letters, digits and dashes, ending in three digits): a fast path, because no
 * placeholder looks like this.
 */
const usual = /^(?:[0-9]{1,4}-)?[A-Z]{0,4}[0-9-]*[0-9]{3}$/;

/**
 * Why a text is not plausible as an identifier; null if it is. `written` must be cleaned (plain-text.ts), `form` is
 * its canonical form.
 */
export const doubtAbout = (written: string, form: string): Doubt | null => {
  if (usual.test(form) && /[1-9]/.test(form) && !written.includes('\n')) return null;
  if (shortened.test(form)) return 'SHORTENED';
  if (isPlaceholder(form)) return 'PLACEHOLDER';
  return isSeveral(written, form) ? 'SEVERAL' : null;
};
