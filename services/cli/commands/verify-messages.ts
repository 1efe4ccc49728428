import type { Words } from '@ledger/ledger/kernel/two-languages.js';

/** What `ledger verify` says of views and keys, in both languages. */
export const verifyMessages = {
  miscounting: [
    '{views}的数字与事件相加的结果不一致，重新折叠的也是如此：程序加错了；请不要使用这些数字，并告知维护人员',
    'figures of {views} are not what the events add up to, in a fresh fold neither: this program adds up wrongly; do not use these figures, and tell those who maintain it',
  ],
  differing: [
    '视图与日志不一致；{commands}会重新折叠不一致的部分',
    'the views differ from the log; {commands} folds anew what differs',
  ],
  equal: ['每个视图都与日志重新折叠的结果一致', 'every view equals a fresh fold of the log'],
  incomplete: [
    '每个视图都与日志重新折叠的结果一致，但有的文档不完整；程序修正之后，{commands}会重新折叠它们',
    'every view equals a fresh fold of the log, but some documents are incomplete; once the code is mended, {commands} folds them anew',
  ],
  keyless: [
    '{number}名已登记的人，第一人是{first}，在密钥库里既没有密钥，也没有密钥已销毁的记录：读不出他们的姓名；请恢复在这份日志之后备份的密钥库',
    '{number} registered persons, the first {first}, have neither a key nor the mark of ' +
      'a destroyed one in the key vault: their names cannot be read; put back a vault that was backed up after this log',
  ],
} as const satisfies Readonly<Record<string, Words>>;

/** What `ledger verify --log` says, in both languages. */
export const verifyLogMessages = {
  covered: [
    '{events}个事件，其中{covered}个有留存的摘要',
    '{events} events, {covered} of them with a digest that was kept',
  ],
  digest: ['第{events}个事件之后的摘要：{digest}', 'digest after event {events}: {digest}'],
  missing: [
    '登记过的{recorded}个事件中缺少{missing}个：日志恢复成了较早的副本，或丢失了末尾',
    '{missing} of {recorded} events that were recorded are missing: it was put back to an older copy, or has lost its end',
  ],
  missingAfter: [
    '登记过的{recorded}个事件中缺少{missing}个：日志里只有到第{held}个事件为止的；日志恢复成了较早的副本，或丢失了末尾',
    '{missing} of {recorded} events that were recorded are missing: the log holds them up to event {held}; ' +
      'it was put back to an older copy, or has lost its end',
  ],
  whole: ['每个事件都与登记时一致', 'every event is what was recorded'],
  nothingAccepted: [
    '没有认可任何内容：缺少的事件可以认可，但日志与登记时不一致期间不行；请恢复一份没有差异的日志',
    'nothing was accepted: missing events can be, but not while the log differs from what was recorded; put back a copy of ' +
      'the log that does not differ',
  ],
  accepted: ['已认可：今后不再报告这些事件', 'accepted: from now on they are not reported'],
  toAccept: [
    '查明原因之后，“ledger verify --log --accept”会结束这项报告',
    'once you know why, “ledger verify --log --accept” ends this report',
  ],
} as const satisfies Readonly<Record<string, Words>>;
