import { wordSentences, type Words } from '@ledger/ledger/kernel/two-languages.js';

/** Every way in which a command may be used wrongly, in both languages. */
export const usageProblems = {
  noDay: [
    '--{option}写的是“{text}”；须是一天，写成YYYY-MM-DD',
    '--{option} is “{text}”; it must be a day, YYYY-MM-DD',
  ],
  noMonth: [
    '--{option}写的是“{text}”；须是一个月，写成YYYY-MM',
    '--{option} is “{text}”; it must be a month, YYYY-MM',
  ],
  endsBefore: [
    '--{first}（{from}）不能晚于--{last}（{to}）',
    '--{first} ({from}) must not be later than --{last} ({to})',
  ],
  noneOf: ['--{option}写的是“{text}”；只能是：{words}', '--{option} is “{text}”; it must be one of {words}'],
  noSex: [
    '--sex写的是“{text}”；只能是male（男）、female（女）或unknown（未填写）',
    '--sex is “{text}”; it must be male, female or unknown',
  ],
  unknownDistrict: [
    '--district写的是“{text}”；GB/T 2260里没有这个区划',
    '--district is “{text}”; GB/T 2260 has no such district',
  ],
  unknownKind: [
    '--kind写的是“{text}”；没有这个服务类别',
    '--kind is “{text}”; there is no such kind of service',
  ],
  unknownCategory: [
    '--category写的是“{text}”；没有这个服务大类',
    '--category is “{text}”; there is no such category',
  ],
  unknownSession: [
    '--session写的是“{text}”；没有这个场次',
    '--session is “{text}”; there is no such session',
  ],
  noOffice: ['--office写的是“{text}”；这不能作为单位代码', '--office is “{text}”; that cannot be an office'],
  unknownWorker: [
    '没有人用职工编号或会员编号“{text}”',
    'nobody has the worker number or membership number “{text}”',
  ],
  unknownAct: [
    '没有业务“{act}”；“ledger history”可以列出一位会员的业务',
    'there is no act “{act}”; “ledger history” lists the acts of a worker',
  ],
  noNumber: ['{option}须是数字，不是“{text}”', '{option} takes a number, not “{text}”'],
  correctionsWhy: [
    '更正必须用--reason写明原因，最多{max}个字',
    'corrections need --reason, of at most {max} characters',
  ],
  correctionsAlone: [
    '{option}不能与--corrections同时使用',
    '{option} does not go together with --corrections',
  ],
  reasonAlone: ['--reason只用于--corrections', '--reason is for --corrections only'],
  refusedOfOne: [
    '--refused只写一张表的行：请逐张导入',
    '--refused writes the rows of one sheet: import the sheets one by one',
  ],
  controlsOfOne: [
    '--rows和--sum只针对一张表：请逐张导入',
    '--rows and --sum are of one sheet: import the sheets one by one',
  ],
  refusedNotMade: [
    '--refused {path}：文件无法建立（{why}）',
    '--refused {path}: the file cannot be made ({why})',
  ],
  otherFormat: [
    '--out写的是“{file}”；文件名须以.csv或.xlsx结尾',
    '--out is “{file}”; it must end in .csv or .xlsx',
  ],
  notWritten: ['{file}无法写入（{why}）', '{file} cannot be written ({why})'],
  acceptsLog: ['--accept须与--log一起使用', '--accept goes with --log'],
  oneWay: ['--back、--drop和--accept只能用其中一个', '--back, --drop and --accept exclude each other'],
  noView: ['请写明是哪个视图', 'name the view'],
  ownerSilent: [
    '{address}的台账没有应答；可能正在停止，请重试',
    'the ledger at {address} does not answer; is it just ending? try again',
  ],
  ownerRefuses: ['{address}的台账未能答复：{answer}', 'the ledger at {address} did not answer: {answer}'],
  ownerSaysNothing: ['{address}的台账未能答复：没有数据', 'the ledger at {address} did not answer: no data'],
  ownerTakesNothing: ['{address}的台账没有给出导入编号', 'the ledger at {address} answered no import'],
} as const satisfies Readonly<Record<string, Words>>;

export type UsageProblem = keyof typeof usageProblems;

export const usageSentences = wordSentences(usageProblems);
