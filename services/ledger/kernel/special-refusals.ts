import { merged, nearestSentences } from './cell-sentences.js';

/**
 * More specific sentences of a code, by the fact that they mention. Codes that have none are left out.
 */
export const specialRefusals = {
  BAD_ROW: {
    otherRow: [
      '第{otherRow}行写的是同一笔业务，请只留一行',
      'row {otherRow} is about the same act; keep one of the two',
    ],
  },
  UNKNOWN_KIND: { nearest: nearestSentences.kind },
  UNKNOWN_DISTRICT: { nearest: nearestSentences.district },
  UNKNOWN_ACT: {
    field: [
      '{field}为空：更正表只改已登记的业务，新业务请另表报送',
      '{field} is blank: corrections change recorded acts; import new acts as a sheet of their own',
    ],
    recorded: [
      '业务“{act}”在本台账登记于{recorded}，与表中不同：这张表可能来自别的台账',
      'act “{act}” was recorded at {recorded} here, not when the sheet says: the sheet may be of another ledger',
    ],
  },
  NEEDS_MOVE: {
    field: [
      '更正不能改{field}：请以MISTAKE（登记有误）为由撤销并释放编号（releaseReference），再重新登记',
      'a correction cannot change {field}: reverse the act on the ground MISTAKE with releaseReference, and record it again',
    ],
  },
  BAD_AMOUNT: {
    mergedTo: merged,
    max: [
      '金额“{amount}”超过每笔上限{max}元，请核对是否填错了列',
      'the amount “{amount}” is over {max} yuan, the most that one act may have',
    ],
  },
  BAD_COUNT: { mergedTo: merged },
  BAD_MEMBER: {
    number: [
      '“{number}”不是名册里的编号：须为九位数字，且校验位正确',
      '“{number}” is no number of the register: it has nine digits, and its check digit must be right',
    ],
  },
  BAD_OFFICE: {
    offices: [
      '请写明是哪个单位报送的：已有单位用自己的代码登记过（{offices}）',
      'say which office submits it: offices have recorded under codes of their own ({offices})',
    ],
  },
  OVER_CAP: {
    used: [
      '超过全年上限{cap}元（{year}年已有{used}元）',
      'over the cap of {cap} yuan a year ({used} yuan used in {year})',
    ],
  },
  PERSON_DIFFERS: {
    registeredName: [
      '与会员名册不符：登记的姓名是{registeredName}',
      'this differs from the register, which says {registeredName}',
    ],
    registeredSex: [
      '与会员名册不符：登记的性别是{registeredSex}',
      'this differs from the register, which says {registeredSex}',
    ],
    owner: [
      '会员编号属于会员{owner}，不是会员{worker}',
      'the membership number is that of worker {owner}, not of worker {worker}',
    ],
  },
  REF_REUSED: {
    corrected: [
      '业务编号{reference}已经登记，并于{corrected}更正，现在的内容不同',
      'reference {reference} is recorded already, and was corrected on {corrected}: its content is another now',
    ],
  },
} as const;
