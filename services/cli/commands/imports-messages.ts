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

/** What is said below the table of imports. */
export const importsMessages = {
  why: ['{id}：{sentence}', '{id}: {sentence}'],
  brokenOff: [
    '{number}个导入中断了，还没有完成：下次用“ledger start”启动台账时会继续',
    '{number} not finished, because their command or server ended: “ledger start” continues them',
  ],
} as const satisfies Readonly<Record<string, Words>>;
