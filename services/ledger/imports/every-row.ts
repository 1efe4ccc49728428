import { filled, type Words } from '../kernel/two-languages.js';
import type { Language, RefusalCode } from '../kernel/refusals.js';
import type { Report } from './import-report.js';

/** What to do if a code refuses every row of a sheet. Other codes tell of single rows only. */
const hints: Readonly<Partial<Record<RefusalCode, Words>>> = {
  MISSING_REF: ['请核对表头，并给每一行写上业务编号', 'check the heads, and give each row a reference'],
  BAD_REF: ['请把业务编号一列设为文本格式后重新填写', 'format the column 业务编号 as text and fill it again'],
  UNKNOWN_KIND: [
    '请改写为目录中的服务类别，或在映射文件的kinds中写明对应',
    'write kinds of the catalogue, or map yours by “kinds” of a mapping file',
  ],
  MISSING_DISTRICT: ['请填写六位区划代码', 'fill in the six-digit code of the district'],
  UNKNOWN_DISTRICT: [
    '请改写为六位区划代码，或在映射文件的words中写明对应',
    'write six-digit codes, or map your words by “words” of a mapping file',
  ],
  BAD_DATE: [
    '请写成2026-03-02，或在映射文件的dates中写明日期的写法',
    'write them as 2026-03-02, or name the format in “dates” of a mapping file',
  ],
  DATE_IN_FUTURE: ['请核对年份', 'check the year'],
  BAD_AMOUNT: [
    '请只写以元为单位的数字；以分为单位时在映射文件中写明amountsIn',
    'write numbers of yuan only; name another unit by “amountsIn” of a mapping file',
  ],
  NEGATIVE_AMOUNT: ['请去掉负号', 'remove the minus signs'],
  MISSING_AMOUNT: ['请核对金额是不是填在别的列', 'check whether the amounts are in another column'],
  BAD_COUNT: [
    '请只写数字，并核对是不是填错了列',
    'write numbers only, and check whether they are in the wrong column',
  ],
  BAD_MEMBER: [
    '请把会员编号一列设为文本格式后重新填写',
    'format the column 会员编号 as text and fill it again',
  ],
  BAD_SEX: [
    '请写男或女，或在映射文件的words中写明对应',
    'write 男 or 女, or map your words by “words” of a mapping file',
  ],
  MISSING_PERSON: ['请填写会员编号', 'fill in the membership numbers'],
};

/** Fewer rows need no summary. */
const rowsMin = 3;

/** Why every row of a sheet was refused. */
export type EveryRow = Readonly<{ code: RefusalCode; field: string | null }>;

/** The one field that refuses every row of a sheet; null if there is none. */
export const everyRowOf = ({ rows, refused }: Pick<Report, 'rows' | 'refused'>): EveryRow | null => {
  const [first, ...others] = refused;
  if (first === undefined || rows < rowsMin || refused.length < rows || !(first.code in hints)) return null;
  const field = first.because['field'] ?? null;
  const isSame = others.every(
    ({ code, because }) => code === first.code && (because['field'] ?? null) === field,
  );
  return isSame ? { code: first.code, field: field === null ? null : String(field) } : null;
};

const sentence: Words = [
  '每一行都因为同一个原因退回：{hint}',
  'every row was refused for the same reason: {hint}',
];

/** What to do about it, as a sentence. */
export const everyRowText = ({ code }: EveryRow, language: Language): string => {
  const hint = hints[code];
  return hint === undefined ? '' : filled(sentence, { hint: filled(hint, {}, language) }, language);
};

/** The same for a report in JSON: `everyRow` with the sentence; no field if there is none. */
export const everyRowJson = (
  report: Pick<Report, 'rows' | 'refused'>,
  language: Language,
): Readonly<{ everyRow?: EveryRow & Readonly<{ hint: string }> }> => {
  const everyRow = everyRowOf(report);
  return everyRow === null ? {} : { everyRow: { ...everyRow, hint: everyRowText(everyRow, language) } };
};
