import type { RefusalDetails, Language } from '@ledger/ledger/kernel/refusals.js';
import { wordSentences, type Words } from '@ledger/ledger/kernel/two-languages.js';

/** Messages about differences between a log and its stored digests, in Chinese and English. */
export const logMisfits = {
  changed: [
    '第{ordinal}个事件（位置{at}，{event}，{stream}，修订{revision}）与登记时不一致',
    'event {ordinal} at {at} ({event}, {stream}, revision {revision}) is not what was recorded there',
  ],
  otherDigest: [
    '第{ordinal}个事件（位置{at}，{event}，{stream}，修订{revision}）之后留存的摘要不同',
    'the digest that was kept after event {ordinal} at {at} ({event}, {stream}, revision {revision}) is another',
  ],
  cutShort: [
    '日志到第{events}个事件为止，但登记过{recorded}个',
    'the log ends after event {events}, but {recorded} were recorded',
  ],
  unreadable: ['第{events}个事件之后：{why}', 'after event {events}: {why}'],
} as const satisfies Readonly<Record<string, Words>>;

const misfitSentences = wordSentences(logMisfits);

/**
 * The first difference: a sentence in English (null if there is none), and the facts from which it can be translated.
 */
export type Misfit = Readonly<{ misfit: string | null; misfitFacts?: RefusalDetails }>;

export const misfitBy = (problem: keyof typeof logMisfits, facts: RefusalDetails): Misfit => {
  const [misfit, { facts: misfitFacts = {} }] = misfitSentences.faultText(problem, facts);
  return { misfit, misfitFacts };
};

/** The first difference, in the reader's language; null if there is none. */
export const misfitIn = (language: Language, { misfit, misfitFacts = {} }: Misfit): string | null =>
  misfit === null ? null : (misfitSentences.namedBy(misfitFacts, language) ?? misfit);
