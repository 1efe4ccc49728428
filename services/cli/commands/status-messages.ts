import type { Words } from '@ledger/ledger/kernel/two-languages.js';

/** What `ledger status` says, in both languages. */
export const statusMessages = {
  folder: ['文件夹  {folder}', 'folder  {folder}'],
  sample: [
    '台账    示例：业务是虚构的，不会成为正式台账',
    'ledger  a SAMPLE: its acts are invented, and it never becomes a real one',
  ],
  owner: ['运行者  {who}', 'owner   {who}'],
  nobody: ['无', 'nobody'],
  starting: ['一个正在启动或结束的进程', 'a process that is just starting or ending'],
  process: ['进程{pid}', 'process {pid}'],
  processAt: ['进程{pid}，地址{address}', 'process {pid} at {address}'],
  log: ['日志    {events}个事件，位置{position}', 'log     {events} events, position {position}'],
  engines: ['引擎    {engines}', 'engines {engines}'],
  engine: ['{part}：{engine}（{where}）', '{part} {engine} ({where})'],
  vault: ['密钥库  {remark}', 'vault   {remark}'],
  disk: ['磁盘    {parts}', 'disk    {parts}'],
  part: ['{part} {size}', '{part} {size}'],
  nothingHere: ['本机没有文件：全部在服务器上', 'nothing here: all of it lies on servers'],
  brokenOff: [
    '导入    {number}个中断了，还没有完成：下次用“ledger start”启动台账时会继续；“ledger imports”列出它们',
    'imports {number} not finished, because their command or server ended: “ledger start” continues them, “ledger imports” lists them',
  ],
  foreign: [
    '属于别的日志；请删除视图的数据库，再重新启动',
    'of another log; remove the views’ database and start again',
  ],
  another: [
    '来自日志中没有的事件；“ledger start”会重新折叠',
    'of events that the log does not hold; “ledger start” folds it anew',
  ],
  unknown: [
    '来自较早的版本；“ledger start”会重新折叠',
    'of an earlier version; “ledger start” folds it anew',
  ],
  running: ['正常', 'running'],
  incomplete: ['{number}个不完整；“ledger repair {view}”', '{number} incomplete; “ledger repair {view}”'],
  build: ['{view}（构建{build}）', '{view} (build {build})'],
  aside: [
    '已搁置：{builds}；日志里没有它们所依据的事件，例如日志恢复成了较早的副本。' +
      '“ledger verify --log”会统计缺少的事件，“ledger rebuild VIEW --drop”会删除这些构建',
    'set aside: {builds}; the log does not hold the events that they were folded from, as where it was put ' +
      'back to an older copy. “ledger verify --log” counts the missing ones, “ledger rebuild VIEW --drop” removes builds',
  ],
} as const satisfies Readonly<Record<string, Words>>;

/** The parts of a ledger. */
export const partWords: Readonly<Record<string, Words>> = {
  log: ['日志', 'log'],
  views: ['视图', 'views'],
  keys: ['密钥', 'keys'],
  vault: ['密钥库', 'vault'],
};
