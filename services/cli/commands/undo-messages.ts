import type { Words } from '@ledger/ledger/kernel/two-languages.js';

/** What `ledger undo` says, in both languages. */
export const undoMessages = {
  undone: [
    '{id}：共{acts}件业务，撤销{undone}件，保留{left}件',
    '{id}: {acts} acts, {undone} reversed, {left} left as they are',
  ],
} as const satisfies Readonly<Record<string, Words>>;
