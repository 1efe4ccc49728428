import { canonicalText } from './identifiers.js';
import { doubtAbout } from './implausible-identifiers.js';
import { cleaned } from './plain-text.js';

const doubtOf = (text: string): unknown => doubtAbout(cleaned(text), canonicalText(text));

describe('an identifier is doubted', () => {
  it.each([
    '3.30784E+17',
    '3.30784e+17',
    '３．３０７８４Ｅ＋１７',
    '3,3E17',
    '3.3E17',
    '1E+17',
    '33.0784E+16',
    '-1.5E-7',
  ])('as shortened by a spreadsheet: %s', (text) => {
    expect(doubtOf(text)).toBe('SHORTENED');
  });

  it.each([
    'A0001、A0002',
    'A0001，A0002',
    'A0001,A0002',
    'A1；A2',
    'A1;A2',
    'A1\nA2',
    'KQ000001/KQ000002',
    '330001 / 330002',
    ...['MA1和MA2', 'MA1与MA2', 'MA1 及 MA2', 'MA1+MA2', 'MA1＋ma2', 'MA1&MA2', 'MA1|MA2', '330001|330002'],
    ...['MA1~MA5', 'MA1～MA5', 'MA1至MA5', '330001至330005', 'MA1 到 MA5'],
    ...['MA1 MA2', 'ma1　MA2', 'KQ-1 KQ-2', 'MA1等3人', 'MA1等'],
  ])('as several in one: %j', (text) => {
    expect(doubtOf(text)).toBe('SEVERAL');
  });

  it.each([
    ...[
      '无',
      '暂无',
      '待补',
      'NULL',
      'null',
      'Ｎ／Ａ',
      'n/a',
      '0',
      '000',
      '０',
      '-',
      '——',
      '/',
      '、',
      '#',
      '?',
      '*',
    ],
    ...['（无）', '无。', '“暂 无”', "'0", '="0"', 'none', '未知', '同上'],
    ...['非会员', '（未办理）', '无 编号'],
    ...['未办', '暂未入会', '无名', '（未入会）', 'xxx', 'X'],
  ])('as standing for one that is missing: %s', (text) => {
    expect(doubtOf(text)).toBe('PLACEHOLDER');
  });
});

describe('an identifier is plausible', () => {
  it.each([
    ...[
      'KQ-2026-0001',
      '00000123',
      '330106199001011234',
      '2026E10',
      'E17',
      '2026E-0001',
      '1E5',
      'A1',
      '1',
      '无锡1',
    ],
    ...[
      '2026/0001',
      'TJ/2026/000001',
      '2026/000001',
      'KQ/000001/A',
      '、A1',
      'A1，',
      'A1\n',
      '柯桥〔2026〕1号',
      'N-A-1',
      ...[
        '3301 0619 9001',
        'MA 1',
        'MA 2026 0001',
        '京和1',
        '京和字2026-1',
        '2026及1号',
        'B+1',
        'XA1',
        '等1',
      ],
      '001',
    ],
  ])('like %j', (text) => {
    expect(doubtOf(text)).toBeNull();
  });
});
