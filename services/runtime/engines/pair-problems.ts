import { wordSentences, type Words } from '@ledger/ledger/kernel/two-languages.js';

const settingsWords = 'LEDGER_DATA, LEDGER_NAME, EVENTSTORE_URL and MONGODB_URL';
const settingsInChinese = 'LEDGER_DATA、LEDGER_NAME、EVENTSTORE_URL和MONGODB_URL';

const behind = (zh: string, en: string): Words => [
  `密钥库{keys}比日志{log}旧：${zh}；请恢复在这份日志之后备份的密钥库，或连同它恢复较早的日志；没有改动任何内容`,
  `the key vault {keys} is older than the log {log}: ${en}; put back a ` +
    'vault that was backed up after this log, or with it an older log; nothing was changed',
];

/** The messages about log and vault: why they must not be used together, and remarks if they may. [Chinese, English] */
export const pairProblems = {
  vaultMissing: [
    `缺少密钥库{keys}，而日志{log}是与密钥库一起写的：请从不早于日志的备份恢复密钥库，或更正${settingsInChinese}；没有改动任何内容`,
    'the key vault {keys} is missing, and the log {log} was written with one: put the vault back from ' +
      `a backup that is not older than the log, or correct ${settingsWords}; nothing was changed`,
  ],
  logMissing: [
    `缺少日志{log}，而密钥库{keys}属于一份日志：请从备份恢复日志，或更正${settingsInChinese}；没有改动任何内容`,
    'the log {log} is missing, and the key vault {keys} belongs to one: put the log back from a ' +
      `backup, or correct ${settingsWords}; nothing was changed`,
  ],
  newVault: [
    '日志{log}是与另一个密钥库一起开始的，而密钥库{keys}是新的，还没有内容：另一台机器先开始了这个台账；' +
      `请让本机使用同一个密钥库（MONGODB_URL），或只在那台机器上运行台账并删除这个密钥库，或更正${settingsInChinese}；日志没有改动`,
    'the log {log} was begun with another key vault, and the key vault {keys} is new and holds nothing: ' +
      'another machine has begun this ledger first; give this one the same vault (MONGODB_URL), or run the ledger on that ' +
      `machine only and remove this vault, or correct ${settingsWords}; the log was not changed`,
  ],
  twoLedgers: [
    `日志{log}和密钥库{keys}属于两个台账：请从备份恢复弄错的那一个，或更正${settingsInChinese}；没有改动任何内容`,
    'the log {log} and the key vault {keys} belong to two ledgers: put back the one that is wrong ' +
      `from a backup, or correct ${settingsWords}; nothing was changed`,
  ],
  lacksBlock: behind('它缺少日志中最后一段职工编号', 'it lacks the last block of worker numbers of the log'),
  lacksKeys: behind(
    '最后一段编号中有{strangers}名已登记的人，它既没有密钥，也没有密钥已销毁的记录',
    'it has neither keys nor marks of destroyed ones for {strangers} registered persons of the last block',
  ),
  vaultAhead: [
    '密钥库{keys}记下的职工编号到{lastNumber}为止，日志{log}还不知道这些编号：台账在取号时被强行结束，或日志是从备份恢复的；' +
      '这些编号不会再次使用',
    'the key vault {keys} has noted worker numbers up to {lastNumber}, of which the log ' +
      '{log} does not know: the ledger was killed while it took them, or the log was put back from a backup; ' +
      'none of these numbers is given again',
  ],
  erasuresRepeated: [
    '日志是从备份恢复的，缺少对个人的清除；已重新执行：{number}',
    'the log was put back from a backup that lacks erasures of persons; repeated: {number}',
  ],
} as const satisfies Readonly<Record<string, Words>>;

export const pairSentences = wordSentences(pairProblems);
