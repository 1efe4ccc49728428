import type { Words } from '@ledger/ledger/kernel/two-languages.js';

/** The messages that a starting server prints for its user: [Chinese, English]. */
export const startMessages = {
  sample: [
    '这个台账是示例：业务是虚构的，不会成为正式台账。',
    'this ledger is a SAMPLE: its acts are invented, and it never becomes a real one.',
  ],
  ownLedger: [
    '自己的台账从空白开始：请用LEDGER_DATA指定它的文件夹。',
    'A ledger of your own begins empty: name its folder by LEDGER_DATA.',
  ],
  loaded: [
    '  {file}：共{rows}行，已接收{accepted}行，退回{refused}行',
    '  {file}: {rows} rows, {accepted} accepted, {refused} refused',
  ],
  log: ['日志：{engine}，地址{where}', 'log: {engine} at {where}'],
  views: ['视图：{engine}，地址{where}', 'views: {engine} at {where}'],
  keys: ['密钥：{engine}，地址{where}', 'keys: {engine} at {where}'],
  folder: ['数据文件夹：{folder}', 'data folder: {folder}'],
  masterKey: ['主密钥：{file}', 'master key: {file}'],
  open: [
    '请用浏览器打开{address}/：有说明、可以试的查询、导出和运行状态',
    'open {address}/ in a browser: what this is, queries to try, exports, health',
  ],
  listens: [
    '台账的地址是{address}/graphql（按Ctrl-C停止）',
    'the ledger listens at {address}/graphql (Ctrl-C stops it)',
  ],
  stopping: ['正在停止……', 'stopping …'],
  stopped: ['已停止；凡已确认的都在磁盘上', 'stopped; everything acknowledged is on disk'],
} as const satisfies Readonly<Record<string, Words>>;
