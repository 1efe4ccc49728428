import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { spokenIn, type Speech, type Words } from '@ledger/ledger/kernel/two-languages.js';

/** What several commands say, in both languages. */
export const terminalMessages = {
  more: ['……另有{number}条；--json列出全部', '… and {number} more; --json lists all'],
  note: ['注意：{remark}', 'note: {remark}'],
  mayLack: [
    '注意：结果可能缺少{number}个不完整的文档；“ledger repair {view}”会重新折叠它们',
    'note: the answer may lack {number} incomplete documents; “ledger repair {view}” folds them anew',
  ],
  toFold: [
    '注意：视图{view}还有{number}个事件没有折叠；“ledger start”会折叠它们',
    'note: view {view} has {number} events still to fold; “ledger start” folds them',
  ],
  erasing: [
    '正在清除{number}人的资料，第一人是{first}：他们的密钥已经销毁，或将在下次启动时销毁，但还没有从磁盘上消失。' +
      '只要台账在运行，并且没有程序在读密钥库较早的内容，清除会自行继续',
    '{number} persons, the first {first}, are being erased: their keys are destroyed, ' +
      'or will be at the next start, and are not gone from the disk yet. It goes on by itself while the ledger runs, ' +
      'as soon as no program reads an older moment of the key vault',
  ],
  reading: ['读取', 'reading'],
  folding: ['折叠', 'folding'],
  repairing: ['修复', 'repairing'],
  rows: ['行', 'rows'],
  acts: ['件业务', 'acts'],
  events: ['个事件', 'events'],
  seconds: ['{number}秒', '{number} s'],
  pace: [
    '{what}：共{of}个事件，已完成{done}个，每秒{perSecond}个，还需{left}',
    '{what}: {done} of {of} events, {perSecond} a second, {left} left',
  ],
  barOfPace: ['，每秒{perSecond}个，还需{left}', ', {perSecond} a second, {left} left'],
} as const satisfies Readonly<Record<string, Words>>;

export type TerminalSpeech = Speech<keyof typeof terminalMessages>;

export const terminalSpeech = (language: Language): TerminalSpeech => spokenIn(terminalMessages, language);
