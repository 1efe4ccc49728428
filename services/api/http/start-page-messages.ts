import type { Words } from '@ledger/ledger/kernel/two-languages.js';

/** What the start page says, in both languages. */
export const startPageMessages = {
  title: ['服务台账', 'Service ledger'],
  what: [
    '工会为快递员、骑手和司机提供的服务：每件业务都有记录，每个合计都能查到依据。',
    'What trade unions do for couriers, riders and drivers: every act is recorded, and every total can be traced to its events.',
  ],
  sample: [
    '这个台账是示例：业务是虚构的。自己的台账从空白开始：请用LEDGER_DATA指定它的文件夹。',
    'This ledger is a SAMPLE: its acts are invented. A ledger of your own begins empty: name its folder by LEDGER_DATA.',
  ],
  look: ['可以打开的地址', 'What to open'],
  ide: ['查询工具（GraphQL），含接口说明', 'Explorer of the API (GraphQL), with its documentation'],
  exportTotals: ['导出：2024年各类别合计（XLSX）', 'Export: totals of 2024 by kind (XLSX)'],
  exportActs: ['导出：2024年的业务（CSV）', 'Export: acts of 2024 (CSV)'],
  health: ['运行状态', 'Health'],
  queries: ['可以试的两个查询', 'Two queries to try'],
  totals: ['永康市2024年各类别合计', 'Totals of Yongkang in 2024, by kind'],
  acts: ['前五件业务', 'The first five acts'],
  answer: ['看结果', 'See the answer'],
  address: ['接口地址：{path}', 'The API is at {path}'],
} as const satisfies Readonly<Record<string, Words>>;
