import type { RefusalDetails, Language } from '@ledger/ledger/kernel/refusals.js';
import { wordSentences, type Words } from '@ledger/ledger/kernel/two-languages.js';

/**
 * Messages about what a view cannot tell: events that it lacks or has stopped at, and counts that are too large. In
 * Chinese and English. `why` is the error message.
 */
export const viewProblems = {
  incomplete: [
    '视图{view}的文档{key}从事件{event}（位置{at}，{stream}，修订{revision}）起不完整：{why}；其后还有{waiting}个事件在等待',
    '{key} of view {view} is incomplete from event {event} at {at} ({stream}, revision {revision}): {why}; {waiting} later events wait',
  ],
  lacking: [
    '视图{view}缺少事件{event}（位置{at}，{stream}，修订{revision}）：{why}；其后还有{waiting}个事件在等待',
    'view {view} lacks event {event} at {at} ({stream}, revision {revision}): {why}; {waiting} later events wait',
  ],
  standsStill: [
    '视图{view}停在事件{event}（位置{at}，{stream}，修订{revision}）：{why}；已有{max}个文档不完整',
    'view {view} stands still at event {event} at {at} ({stream}, revision {revision}): {why}; {max} of its documents are incomplete already',
  ],
  countTooLarge: [
    '合计数量{count}太大，不显示；请缩小查询范围，并核对数量大得不合常理的服务',
    'a count of these totals is {count}, too large to be shown; ask for less, and look for acts with a quantity that cannot be',
  ],
} as const satisfies Readonly<Record<string, Words>>;

export const viewSentences = wordSentences(viewProblems);

/**
 * Why a view has stopped: a sentence in English (null while the view runs), and the facts from which it can be
 * translated.
 */
export type Standstill = Readonly<{ stopped: string | null; halt?: RefusalDetails }>;

/** The reason why a view has stopped, in the reader's language; null while the view runs. */
export const stoppedIn = (language: Language, { stopped, halt = {} }: Standstill): string | null =>
  stopped === null ? null : (viewSentences.namedBy(halt, language) ?? stopped);

/** Only the fields about the stop, without the other fields of a checkpoint. */
export const standstillOf = ({ stopped, halt }: Standstill): Standstill =>
  halt === undefined ? { stopped } : { stopped, halt };
