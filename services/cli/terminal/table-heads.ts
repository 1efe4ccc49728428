import type { Words } from '@ledger/ledger/kernel/two-languages.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';

/** What the columns of tables are called. */
export const heads = {
  act: ['业务', 'act'],
  worker: ['会员', 'worker'],
  kind: ['类别', 'kind'],
  district: ['区划', 'district'],
  date: ['日期', 'date'],
  amount: ['金额（元）', 'amount ¥'],
  state: ['状态', 'state'],
  reference: ['业务编号', 'reference'],
  acts: ['件数', 'acts'],
  headcount: ['人次', 'headcount'],
  people: ['人数', 'people'],
  sessions: ['场次', 'sessions'],
  hours: ['课时', 'hours'],
  items: ['份数', 'items'],
  spent: ['支出金额（元）', 'spent ¥'],
  payouts: ['笔数', 'payouts'],
  yuan: ['金额（元）', '¥'],
  paidOut: ['付给个人（元）', 'paid out ¥'],
  takenBack: ['已撤回（元）', 'taken back ¥'],
  requestedBy: ['申请登记人', 'requested by'],
  approvedBy: ['批准人', 'approved by'],
  paidBy: ['支付登记人', 'paid by'],
  import: ['导入', 'import'],
  received: ['报送时间', 'received'],
  by: ['报送人', 'by'],
  office: ['报送单位', 'office'],
  file: ['文件', 'file'],
  rows: ['行数', 'rows'],
  judged: ['已核对', 'judged'],
  accepted: ['已接收', 'accepted'],
  row: ['行', 'row'],
  code: ['代码', 'code'],
  reason: ['原因', 'reason'],
  when: ['时间（UTC）', 'when (UTC)'],
  event: ['事件', 'event'],
  who: ['经办', 'who'],
  rule: ['规则版本', 'rule'],
  why: ['原因', 'why'],
  changed: ['变更内容', 'what changed'],
  size: ['大小', 'size'],
  view: ['视图', 'view'],
  position: ['位置', 'position'],
  eventsBehind: ['未折叠事件', 'events behind'],
  documents: ['文档数', 'documents'],
  differences: ['差异数', 'differences'],
  firstDifference: ['第一处差异', 'first difference'],
  build: ['构建', 'build'],
  version: ['版本', 'version'],
} as const satisfies Readonly<Record<string, Words>>;

/** What a column is called. */
export const headIn = (language: Language, column: keyof typeof heads): string =>
  heads[column][language === 'zh' ? 0 : 1];

/** What stands for personal data that was erased. */
export const erasedIn = (language: Language): string => (language === 'zh' ? '（已清除）' : '(erased)');
