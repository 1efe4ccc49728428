import { wordSentences, type Words } from '@ledger/ledger/kernel/two-languages.js';

/** Messages about views that were folded from other events than those of the log, in Chinese and English. */
export const pastProblems = {
  foreignView: [
    '视图{view}是从别的日志折叠的；请删除视图的数据库，再重新启动',
    "view {view} was folded from another log; remove the views' database and start again",
  ],
  viewOfOtherEvents: [
    '视图{view}是从日志中没有的事件折叠的：日志恢复成了较早的副本，或丢失了末尾；“ledger start”会把它搁置并重新折叠，“ledger verify --log”会统计缺少的事件',
    'view {view} was folded from events that the log does not hold: it was put back to an older copy, or has lost its end; ' +
      '“ledger start” sets it aside and folds it anew, “ledger verify --log” counts the events that are missing',
  ],
  viewOfEarlierVersion: [
    '视图{view}是由台账较早的版本折叠的，没有记下最后一个事件；“ledger start”会把它搁置并重新折叠，没有缺少任何内容',
    'view {view} was folded by an earlier version of the ledger, which did not note the last event; ' +
      '“ledger start” sets it aside and folds it anew, nothing is missing',
  ],
  setAsideOfOtherEvents: [
    '已搁置并重新折叠：{views}，它们是从日志中没有的事件折叠的：日志恢复成了较早的副本，或丢失了末尾；“ledger verify --log”会统计缺少的事件，“ledger rebuild VIEW --drop”会删除一个视图中搁置的内容',
    'set aside and folded anew: {views}, folded from events that the log does not hold: it was put back to an older copy, or has lost its end; ' +
      '“ledger verify --log” counts the events that are missing, “ledger rebuild VIEW --drop” removes what was set aside of a view',
  ],
  setAsideOfEarlierVersion: [
    '已搁置并重新折叠：{views}，它们是由台账较早的版本折叠的，没有记下最后一个事件；没有缺少任何内容，“ledger rebuild VIEW --drop”会删除一个视图中搁置的内容',
    'set aside and folded anew: {views}, folded by an earlier version of the ledger, which did not note the last event; ' +
      'nothing is missing, “ledger rebuild VIEW --drop” removes what was set aside of a view',
  ],
} as const satisfies Readonly<Record<string, Words>>;

export const pastSentences = wordSentences(pastProblems);
