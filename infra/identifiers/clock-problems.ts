import { wordSentences, type Words } from '@ledger/ledger/kernel/two-languages.js';

/** Error messages about the system clock, in Chinese and English. */
export const clockProblems = {
  clockBehind: [
    '时钟是{now}，而最后一个事件登记于{last}：时钟校准之前不登记任何内容；如果时钟是对的，请以LEDGER_TRUST_CLOCK=yes启动',
    'the clock says {now}, but the last event was recorded at {last}: nothing is recorded before the clock is set right; if it is right, start with LEDGER_TRUST_CLOCK=yes',
  ],
  clockSteppedBack: [
    '时钟倒退到了{now}：在它再次超过{last}之前，事件都按那个时间登记',
    'the clock has stepped back to {now}: until it has passed {last} again, events are recorded with that time',
  ],
} as const satisfies Readonly<Record<string, Words>>;

export const clockSentences = wordSentences(clockProblems);
