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

/** How the state of a dry run is told, so that nobody takes it for an import that has written acts. */
export const dryRunMessages = {
  dryRun: ['{state}（试算）', '{state} (dry run)'],
} as const satisfies Readonly<Record<string, Words>>;
