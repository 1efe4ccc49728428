import type { Words } from '@ledger/ledger/kernel/two-languages.js';

/** What `ledger act` says, in both languages. */
export const actMessages = {
  erased: ['{field}：（已清除）', '{field}: (erased)'],
  first: ['{field}：{after}', '{field}: {after}'],
  changed: ['{field}：{before} → {after}', '{field}: {before} → {after}'],
  nothing: ['（无）', '(nothing)'],
  handedIn: ['报送的内容：{texts}', 'as submitted: {texts}'],
  written: ['原来的写法：{texts}', 'written: {texts}'],
  inRegister: ['写入名册：{details}', 'in the register: {details}'],
  standing: ['业务{act}，{state}', 'act {act}, {state}'],
} as const satisfies Readonly<Record<string, Words>>;

/** What the fields of an act and of a person are called. English calls them as the API does. */
export const fieldWords: Readonly<Record<string, Words>> = {
  kind: ['服务类别', 'kind'],
  on: ['日期', 'on'],
  district: ['区划', 'district'],
  place: ['地点', 'place'],
  worker: ['职工编号', 'worker'],
  name: ['姓名', 'name'],
  sex: ['性别', 'sex'],
  occupation: ['职业', 'occupation'],
  employer: ['单位', 'employer'],
  session: ['场次编号', 'session'],
  headcount: ['人次', 'headcount'],
  sessions: ['场次', 'sessions'],
  hours: ['课时', 'hours'],
  items: ['份数', 'items'],
  amountFen: ['金额（分）', 'amountFen'],
  approvedOn: ['批准日期', 'approvedOn'],
  approvedFen: ['批准金额（分）', 'approvedFen'],
  paidFen: ['支出（分）', 'paidFen'],
  takenBackFen: ['已撤回（分）', 'takenBackFen'],
  state: ['状态', 'state'],
  outcome: ['结果', 'outcome'],
  satisfied: ['满意', 'satisfied'],
  office: ['报送单位', 'office'],
  reference: ['业务编号', 'reference'],
  judgedBy: ['规则版本', 'judgedBy'],
  note: ['备注', 'note'],
};
