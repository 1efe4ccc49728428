import type { Because, Language } from '@ledger/ledger/kernel/refusals.js';
import { wordSentences, type Words } from '@ledger/ledger/kernel/two-languages.js';

/** What a view may lack, or stand still at, in both languages. `why` is what the program says of the event. */
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
} as const satisfies Readonly<Record<string, Words>>;

export const viewSentences = wordSentences(viewProblems);

/** Why a view stands still: in English, and the facts to say it in another language by; null while it runs. */
export type Standstill = Readonly<{ stopped: string | null; halt?: Because }>;

/** Why a view stands still, in the reader's language. */
export const stoppedIn = (language: Language, { stopped, halt = {} }: Standstill): string | null =>
  stopped === null ? null : (viewSentences.namedBy(halt, language) ?? stopped);

/** Why a view stands still, without what else its checkpoint holds. */
export const standstillOf = ({ stopped, halt }: Standstill): Standstill =>
  halt === undefined ? { stopped } : { stopped, halt };
