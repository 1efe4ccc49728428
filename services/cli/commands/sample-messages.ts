import type { Words } from '@ledger/ledger/kernel/two-languages.js';

/** What is said of a sample, in both languages. */
export const sampleMessages = {
  made: ['{where}是示例台账：业务是虚构的', '{where} is a SAMPLE: its acts are invented'],
} as const satisfies Readonly<Record<string, Words>>;
