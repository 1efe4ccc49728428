import { formulaWithoutValue } from './cell-sentences.js';
import { becauseWords } from './detail-words.js';
import { factlessRefusals } from './factless-refusals.js';
import { specialRefusals } from './special-refusals.js';
import { chineseOfSystem } from './system-errors.js';

/**
 * All reasons for a refusal, highest rank first: a command is refused with exactly one code, the first that applies.
 * The ranks of sheet refusals follow the sheet standard; the other codes are placed near related ones. A `{name}` in
 * a sentence is filled from the refusal's `because`.
 */
export const refusals = {
  BAD_ROW: [
    '这一行有{fields}个字段，表头只有{columns}个',
    'the row has {fields} fields, the header {columns}',
  ],
  BROKEN_ROW: [
    '第{from}行到第{to}行挤在同一个单元格里，请检查引号',
    'lines {from} to {to} stand in one cell; check the quotation marks',
  ],
  BAD_KEY: ['幂等键须为1到{max}个字', 'the idempotency key must have 1 to {max} characters'],
  BAD_OFFICE: ['“{office}”不能作为单位代码', '“{office}” cannot be the code of an office'],
  MISSING_REF: ['缺少业务编号', 'the act reference is missing'],
  BAD_REF: ['业务编号“{value}”不能用：{why}', 'the act reference “{value}” cannot be used: {why}'],
  UNKNOWN_KIND: ['没有“{kind}”这个服务类别', 'there is no kind of service “{kind}”'],
  WRONG_KIND: ['“{kind}”没有这个流程或结果', 'an act of kind “{kind}” has no such procedure or outcome'],
  MISSING_DISTRICT: ['缺少区划代码', 'the district code is missing'],
  UNKNOWN_DISTRICT: [
    '区划代码“{district}”不是 GB/T 2260 的市或县',
    '“{district}” is no city or county of GB/T 2260',
  ],
  BAD_DATE: [
    '日期“{date}”读不懂、不存在或早于1950年',
    'the date “{date}” cannot be read or is no day since 1950',
  ],
  DATE_IN_FUTURE: ['日期{date}晚于今天（{today}）', 'the date {date} is later than today ({today})'],
  BAD_AMOUNT: ['金额“{amount}”读不懂', 'the amount “{amount}” cannot be read'],
  NEGATIVE_AMOUNT: ['金额“{amount}”是负数', 'the amount “{amount}” is negative'],
  MISSING_AMOUNT: ['这类业务必须有金额', 'an act of this kind needs an amount'],
  BAD_COUNT: ['{field}“{value}”不是允许的数量', '{field} “{value}” is not a quantity'],
  BAD_CELL: [
    '{field}是表格的错误值{value}，请改成原来的内容',
    '{field} holds the spreadsheet error {value}; write what it should be',
  ],
  TEXT_TOO_LONG: ['{field}超过{max}个字', '{field} is longer than {max} characters'],
  BAD_TEXT: ['{field}里有不能保存的控制字符', '{field} holds control characters that cannot be kept'],
  BAD_MEMBER: ['会员编号“{value}”不能用：{why}', 'the membership number “{value}” cannot be used: {why}'],
  BAD_NATIONAL_ID: [
    '身份证号须为18位，且校验码正确',
    'a national id has 18 characters, and its check digit must be right',
  ],
  BAD_SEX: ['性别“{value}”读不懂，请写男或女', 'the sex “{value}” cannot be read; write male or female'],
  BAD_OUTCOME: [
    '{field}“{value}”读不懂，可以写：{words}',
    '{field} “{value}” cannot be read; it may be: {words}',
  ],
  UNKNOWN_WORKER: [
    '名册里没有会员“{worker}”；其资料可能已清除',
    'nobody in the register has the number “{worker}”; the person may have been erased',
  ],
  MISSING_PERSON: ['这类业务必须写明会员', 'an act of this kind needs a named person'],
  MISSING_REASON: ['必须写明原因', 'a reason is needed'],
  COMMAND_ID_REUSED: [
    '同一个幂等键已用于别的内容',
    'the idempotency key was used before, with other content',
  ],
  DUPLICATE: [
    '业务编号{reference}已经登记，内容相同',
    'reference {reference} is recorded already, with the same content',
  ],
  REVERSED: [
    '业务编号{reference}已于{on}撤销（{ground}），编号保留',
    'reference {reference} was reversed on {on} ({ground}); the reference stays taken',
  ],
  REF_REUSED: [
    '业务编号{reference}已用于别的内容',
    'reference {reference} is recorded already, with other content',
  ],
  PERSON_DIFFERS: [
    '与会员名册不符：登记的是{name}，{sex}',
    'this differs from the register, which says {name}, {sex}',
  ],
  UNKNOWN_ACT: ['没有业务“{act}”', 'there is no act “{act}”'],
  CHANGED_MEANWHILE: [
    '业务现在是第{now}版，不是第{expected}版：其间有人改过，请重新读取后再改',
    'the act is at revision {now}, not {expected}: it was changed meanwhile; read it again before changing it',
  ],
  WRONG_STATE: ['业务现在的状态是{state}，不能这样做', 'the act is {state}; that does not allow this'],
  NEEDS_MOVE: [
    '更正不能换人、换年份、换归属：请以MISTAKE（登记有误）为由撤销并释放编号（releaseReference），再重新登记',
    'a correction cannot move an act to another person, year or home: reverse it on the ground MISTAKE with releaseReference, and record it again',
  ],
  DATE_OUT_OF_ORDER: [
    '日期{date}早于前一步（{before}）',
    'the date {date} is earlier than the step before ({before})',
  ],
  HAS_ATTENDANCE: [
    '场次还有{attended}条签到，请先撤销签到',
    'the session has {attended} attendances; reverse those first',
  ],
  UNKNOWN_SESSION: ['没有已登记的场次“{session}”', 'there is no recorded session “{session}”'],
  WRONG_SESSION: [
    '场次“{session}”是{on}的“{held}”，与签到的类别或日期不符',
    'session “{session}” is “{held}” on {on}; the attendance names another kind or day',
  ],
  ALREADY_ATTENDED: [
    '该会员已经参加过场次“{session}”',
    'this person has attended session “{session}” already',
  ],
  SESSION_FULL: ['一个场次最多登记{max}条签到', 'a session holds at most {max} attendances'],
  ONCE_PER_YEAR: ['{year}年已经享受过一次', 'this service was given once in {year} already'],
  OVER_CAP: ['超过每次上限{cap}元', 'over the cap of {cap} yuan for one act'],
  OVER_REQUEST: ['批准金额超过申请的{requested}元', 'more than the {requested} yuan asked for'],
  PASSBOOK_FULL: ['一人一年最多登记{max}条', 'a passbook holds at most {max} events a year'],
  ALREADY_REGISTERED: [
    '会员已经登记，编号{worker}',
    'the worker is registered already, under number {worker}',
  ],
  LOOKUP_TAKEN: [
    '{field}中的号码已经属于另一位会员',
    'the number in {field} belongs to another worker already',
  ],
  CONTENDED: ['同一时间改动太多，请再试一次', 'too many changes at the same moment; please try again'],
} as const satisfies Readonly<Record<string, readonly [zh: string, en: string]>>;

export type RefusalCode = keyof typeof refusals;

type Sentences = readonly [zh: string, en: string];

/**
 * More specific sentences of a code. A sentence is used if the refusal's `because` contains the fact that is its key.
 */
export const special: Readonly<Partial<Record<RefusalCode, Readonly<Record<string, Sentences>>>>> =
  specialRefusals;

/** The codes whose sentence mentions facts. */
type FactualCode = {
  [C in RefusalCode]: (typeof refusals)[C][1] extends `${string}{${string}` ? C : never;
}[RefusalCode];

const factless: Readonly<Record<FactualCode, Sentences>> & Partial<Readonly<Record<RefusalCode, Sentences>>> =
  factlessRefusals;

const placeholders = /\{(\w+)\}/g;

const isComplete = ([zh]: Sentences, because: RefusalDetails): boolean =>
  [...zh.matchAll(placeholders)].every(([, name = '']) => Object.hasOwn(because, name));

/**
 * The sentences of a refusal code, in both languages. Sentences for a detail that the refusal carries come first; if a
 * detail that they mention is missing, the sentences that mention none are used.
 */
const sentencesOf = (code: RefusalCode, because: RefusalDetails): Sentences => {
  if ('formulaIn' in because) return formulaWithoutValue;
  const named = Object.entries(special[code] ?? {}).find(([fact]) => fact in because)?.[1] ?? refusals[code];
  return isComplete(named, because) ? named : (factless[code] ?? named);
};

export type Language = 'zh' | 'en';

export const isRefusalCode = (text: string): text is RefusalCode => Object.hasOwn(refusals, text);

/** The rank of a code; 0 is the highest. */
export const rankOf = (code: RefusalCode): number => Object.keys(refusals).indexOf(code);

/**
 * The text for `{name}` in a sentence: a translated word if the value is a known code or a known system error,
 * otherwise the value itself.
 */
export const inWords = (name: string, value: string | number, language: Language): string => {
  const word = becauseWords[name]?.[value]?.[language === 'zh' ? 0 : 1];
  if (word !== undefined) return word;
  return name === 'why' && language === 'zh' ? chineseOfSystem(String(value)) : String(value);
};

/** The refusal as a sentence for a person. It never shows a placeholder. */
export const refusalText = (code: RefusalCode, because: RefusalDetails, language: Language): string =>
  sentencesOf(code, because)[language === 'zh' ? 0 : 1].replaceAll(placeholders, (whole, name: string) =>
    inWords(name, because[name] ?? whole, language),
  );

/** The facts that a refusal's sentence mentions, formatted for display. */
export type RefusalDetails = Readonly<Record<string, string | number>>;
