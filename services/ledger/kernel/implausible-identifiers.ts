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
    '无名 无号 无编号 无会员号 未办 未办理 未办卡 暂未办理 未入会 暂未入会 尚未入会 非会员 ' +
    'NULL NONE NIL NAN N/A NA TBD UNKNOWN UNDEFINED'
  ).split(' '),
);

/** Brackets, quotation marks and punctuation around a word, which do not change its meaning. */
const wrapping = /^[()[\]{}<>《》【】〔〕「」"'.。:!?]+|[()[\]{}<>《》【】〔〕「」"'.。:!?]+$/g;

/** The pattern of a number: each digit becomes 9, each letter A. */
const shapeOf = (text: string): string => text.replaceAll(/\d/g, '9').replaceAll(/\p{L}/gu, 'A');

/**
 * Only if both parts around a slash have at least this many characters are they two numbers; shorter parts belong to
 * one number.
 */
const wholeNumber = 6;

const areTwo = (one: string, other: string): boolean =>
  one.length >= wholeNumber && other.length >= wholeNumber && shapeOf(one) === shapeOf(other);

/** Words and signs that join two numbers, or name a range of them. */
const joined = /[和与及至到&+|~]/;
/** "and others", as in MA1等3人. */
const andOthers = /\d等(?:\d*[人名个位]?)$/;

/** The letters before the digits; null unless the text is letters, then digits and dashes. */
const lettersOf = (text: string): string | null => /^(\p{L}*)[-\d]*\d$/u.exec(text)?.[1] ?? null;

/** Whether two neighbouring parts are numbers that begin with the same letters. */
const areAlike = (parts: readonly string[], lettersMin: number): boolean =>
  parts.some((part, index) => {
    const letters = lettersOf(part);
    return (
      index > 0 &&
      letters !== null &&
      letters.length >= lettersMin &&
      letters === lettersOf(parts[index - 1] ?? '')
    );
  });

/** Digits in groups are one number (3301 0619), numbers with letters before each are not (MA1 MA2). */
const areSpaced = (written: string): boolean =>
  areAlike(written.normalize('NFKC').toUpperCase().split(/\s+/), 1);

const filled = (parts: readonly string[]): number => parts.filter((part) => hasWord.test(part)).length;

const isSeveral = (written: string, form: string): boolean =>
  filled(form.split(several)) > 1 ||
  (written.includes('\n') && filled(written.split('\n')) > 1) ||
  areAlike(form.split(joined), 0) ||
  areSpaced(written) ||
  andOthers.test(form) ||
  form.split('/').some((part, index, parts) => index > 0 && areTwo(parts[index - 1] ?? '', part));

/** Whether a text in canonical form stands for a missing one. */
export const isPlaceholder = (form: string): boolean =>
  !hasWord.test(form) ||
  /^0[0.]*$/.test(form) ||
  /^X+$/.test(form) ||
  placeholders.has(form.replaceAll(wrapping, ''));

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
