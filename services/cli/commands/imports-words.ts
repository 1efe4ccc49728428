import type { Words } from '@ledger/ledger/kernel/two-languages.js';

/** How an import stands, as `ledger imports` says it, in both languages. */
export const importStateWords: Readonly<Record<string, Words>> = {
  received: ['等待中', 'received'],
  running: ['处理中', 'running'],
  done: ['已完成', 'done'],
  failed: ['失败', 'failed'],
  undoing: ['撤销中', 'undoing'],
  undone: ['已撤销', 'undone'],
};

/** What is added to the state of an import that writes nothing. */
export const dryRunWords = {
  dryRun: ['{state}（试算）', '{state} (dry run)'],
} as const satisfies Readonly<Record<string, Words>>;
