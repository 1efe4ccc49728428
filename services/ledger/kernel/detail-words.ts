import { stateWords } from '@ledger/schema/catalogue/act-states.js';
import { kinds } from '@ledger/schema/catalogue/kinds.js';

/** Texts for the codes in a refusal's `because`: field name → code → [Chinese, English]. */
export const becauseWords: Readonly<
  Record<string, Readonly<Record<string, readonly [zh: string, en: string]>>>
> = {
  state: stateWords,
  held: Object.fromEntries(kinds.map(({ code, zh, en }) => [code, [zh, en]])),
  ground: {
    mistake: ['登记有误', 'recorded by mistake'],
    duplicate: ['重复登记', 'recorded twice'],
    withdrawn: ['当事人放弃或已退回', 'given up or paid back'],
    unnamed: ['未写明理由类别', 'on a ground that nobody named'],
  },
  sex: { male: ['男', 'male'], female: ['女', 'female'] },
  registeredSex: { male: ['男', 'male'], female: ['女', 'female'] },
  /** The kinds of files that a ledger has, as named in messages about a file. */
  what: {
    'event log': ['事件日志', 'event log'],
    'key vault': ['密钥库', 'key vault'],
    'database of views': ['视图数据库', 'database of views'],
  },
  why: {
    SHORTENED: [
      '电子表格已把它缩短，请把这一列设为文本后重新填写',
      'the spreadsheet has shortened this number; make the column text and write the number again',
    ],
    SEVERAL: ['一个单元格里有几个编号，请每行只写一个', 'these are several numbers; write one in each row'],
    PLACEHOLDER: ['这不是编号，请填写编号', 'this stands for a number that is missing; write the number'],
  },
};
