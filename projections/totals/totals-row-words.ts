import type { RowStatus, TotalsBy } from './totals-splits.js';

type Words = readonly [zh: string, en: string];

/** The names of the splits of totals, in Chinese and English. */
export const splitWords: Readonly<Record<TotalsBy, Words>> = {
  none: ['合计', 'total'],
  kind: ['服务类别', 'kind'],
  category: ['服务大类', 'category'],
  month: ['月份', 'month'],
  quarter: ['季度', 'quarter'],
  year: ['年份', 'year'],
  district: ['区划', 'district'],
  sex: ['性别', 'sex'],
  occupation: ['职业', 'occupation'],
  employer: ['单位', 'employer'],
};

/** The names of rows of totals that have no value of their own, such as “not stated”, in Chinese and English. */
export const rowStatusWords: Readonly<Record<Exclude<RowStatus, 'value'>, Words>> = {
  all: ['全部', 'all'],
  'not-stated': ['（未填写）', '(not stated)'],
  'not-named': ['（未具名人次）', '(nobody named)'],
  rest: ['（其余）', '(all others)'],
};
