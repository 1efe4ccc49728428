import { actIdOf, streamId } from '@ledger/ledger/kernel/ids.js';
import { noRemarks, type SheetRemarks } from '@ledger/ledger/imports/import-remarks.js';
import { elsewhereLines } from './elsewhere-lines.js';
import { remarkLines, remarkSentences } from './remark-lines.js';

const agreed = { field: '人次', stated: '2', counted: '2', agrees: true };

test.each<readonly [string, Partial<SheetRemarks>, readonly string[]]>([
  ['nothing', {}, []],
  [
    'what was not read',
    {
      notRead: {
        worksheets: { count: 3, names: ['二月', '三月'] },
        columns: { count: 2, names: ['序号', '审核人'] },
        rows: {
          count: 4,
          at: [
            { from: 5, to: 5 },
            { from: 8, to: 10 },
          ],
        },
      },
    },
    [
      'not read: the worksheets 二月, 三月 and 1 more',
      'not read: the columns 序号, 审核人',
      'not read: 4 that say of no act, rows 5, 8–10',
    ],
  ],
  ['where the heads are', { heads: { from: 3, to: 3, worksheet: null } }, ['heads: row 3']],
  [
    'in which worksheet the heads are',
    { heads: { from: 3, to: 4, worksheet: '台账' } },
    ['heads: rows 3–4 of the worksheet 台账'],
  ],
  [
    'hidden rows',
    { hidden: { count: 3, at: [{ from: 5, to: 7 }], leftOut: false } },
    ['hidden: 3, rows 5–7; read as all others'],
  ],
  [
    'hidden rows that are left out',
    { hidden: { count: 1, at: [{ from: 5, to: 5 }], leftOut: true } },
    ['hidden: 1, row 5; left out'],
  ],
  [
    'merged areas',
    { merged: { count: 2, names: ['G2:G3', 'P4:P5'] } },
    ['merged: G2:G3, P4:P5; texts count for each of their rows'],
  ],
  [
    'totals that agree',
    { totals: [{ row: 4, label: '合计', figures: [agreed] }] },
    ['totals in row 4 (合计): agrees; 人次 2'],
  ],
  [
    'totals that differ, or cannot be compared',
    {
      totals: [
        {
          ...{ row: 9, label: '小计' },
          figures: [
            agreed,
            { field: '金额', stated: '900', counted: '800.00', agrees: false },
            { field: '课时', stated: '2', counted: null, agrees: false },
          ],
        },
      ],
    },
    [
      'totals in row 9 (小计): DIFFERS; 人次 2; 金额 says 900, the rows above it come to 800.00; ' +
        '课时 says 2, and a row above it cannot be read',
    ],
  ],
])('%s', (_what, said, lines) => {
  expect(remarkLines({ ...noRemarks, ...said }, 'en')).toStrictEqual(lines);
});

/** Everything that can be remarked on a sheet whose names and figures hold no letter. */
const everything: SheetRemarks = {
  heads: { from: 3, to: 4, worksheet: '台账' },
  notRead: {
    worksheets: { count: 3, names: ['二月', '三月'] },
    columns: { count: 2, names: ['序号', '审核人'] },
    rows: { count: 4, at: [{ from: 8, to: 10 }] },
  },
  hidden: { count: 1, at: [{ from: 5, to: 5 }], leftOut: true },
  merged: { count: 1, names: ['7:8'] },
  totals: [
    {
      ...{ row: 9, label: '小计' },
      figures: [
        agreed,
        { field: '金额', stated: '900', counted: '800.00', agrees: false },
        { field: '课时', stated: '2', counted: null, agrees: false },
      ],
    },
    { row: 12, label: '合计', figures: [agreed] },
  ],
};

test('a reader of Chinese is told all of it in Chinese', () => {
  const lines = remarkLines(everything, 'zh');
  expect(lines).toStrictEqual([
    '表头：工作表台账，第3–4行',
    '未读取的工作表：二月, 三月等，另有1处',
    '未读取的列：序号, 审核人',
    '未读取：4行不是业务，第8–10行等，另有1处',
    '隐藏的行：1行，第5行；未读取',
    '合并的单元格：7:8；其中的文字算作每一行的内容',
    '第9行的小计：不符；人次2；金额写的是900，上面各行合计是800.00；课时写的是2，但上面有的行读不懂',
    '第12行的合计：相符；人次2',
  ]);
  expect(lines.join('')).not.toMatch(/[A-Za-z]/);
});

test('a sheet is summed up in either language', () => {
  expect(remarkSentences.en.sheet('10', '8', '2', true)).toBe('10 rows, 8 would be accepted, 2 refused');
  expect(remarkSentences.zh.sheet('10', '8', '2', true)).toBe('共10行，可接收8行，退回2行');
  expect(remarkSentences.zh.sheet('10', '8', '2', false)).toBe('共10行，已接收8行，退回2行');
});

test('what another office has recorded, too, is told in either language', () => {
  const found = Array.from({ length: 21 }, (_, index) => ({
    row: index + 2,
    office: '甲',
    act: actIdOf(streamId('passbook-1'), index),
  }));
  const [zh = ''] = elsewhereLines(found, 'zh');
  expect(zh.slice(0, 42)).toBe('其他单位也登记过同样编号、同样内容的业务：第2行 (甲: passbook-1.0)');
  expect(zh.endsWith('等，另有1处')).toBe(true);
  expect(elsewhereLines(found.slice(0, 1), 'en')).toStrictEqual([
    'recorded by another office, too, under the same reference with the same content: row 2 (甲: passbook-1.0)',
  ]);
  expect(elsewhereLines([], 'zh')).toStrictEqual([]);
});
