import type { Words } from '@ledger/ledger/kernel/two-languages.js';

/** What `ledger totals` says of its figures, in both languages. */
export const totalsMessages = {
  settled: [
    '{place}，{from}至{to}，截至位置{position}（第{event}个事件）',
    '{place}, {from} to {to}, at position {position} (event {event})',
  ],
  moving: [
    '{place}，{from}至{to}，截至位置{position}（第{event}个事件）；视图正在变化：数字尚未稳定',
    '{place}, {from} to {to}, at position {position} (event {event}); the view is moving: not settled',
  ],
} as const satisfies Readonly<Record<string, Words>>;
