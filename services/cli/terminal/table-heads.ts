import type { Language } from '@ledger/ledger/kernel/refusals.js';

const heads = {
  act: ['业务', 'act'],
  worker: ['会员', 'worker'],
  kind: ['类别', 'kind'],
  district: ['区划', 'district'],
  date: ['日期', 'date'],
  amount: ['金额（元）', 'amount ¥'],
  state: ['状态', 'state'],
  reference: ['业务编号', 'reference'],
} as const satisfies Readonly<Record<string, readonly [zh: string, en: string]>>;

/** What a column of a list of acts is called. */
export const headIn = (language: Language, column: keyof typeof heads): string =>
  heads[column][language === 'zh' ? 0 : 1];

/** What stands for personal data that was erased. */
export const erasedIn = (language: Language): string => (language === 'zh' ? '（已清除）' : '(erased)');
