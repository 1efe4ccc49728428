import { totalsLabel } from './totals-label.js';

test.each([
  ['合计', '合计'],
  ['总计', '总计'],
  ['小计', '小计'],
  ['合 计：', '合计'],
  ['合　计', '合计'],
  ['合计（元）', '合计'],
  ['本页小计', '小计'],
  ['累合计', '合计'],
])('%s is a label of totals', (text, label) => {
  expect(totalsLabel(text)).toBe(label);
});

test.each(['', '计', '会计', '合计划', '统计', '本次合计算错了', '设计', '小计程车', '合计'.repeat(9)])(
  '%s is none',
  (text) => {
    expect(totalsLabel(text)).toBeNull();
  },
);
