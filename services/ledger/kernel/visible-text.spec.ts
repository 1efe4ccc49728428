import { visibleLine, visibleLines } from './visible-text.js';

const from = (first: number, last: number): readonly string[] =>
  Array.from({ length: last - first + 1 }, (_, at) => String.fromCharCode(first + at));

describe('what a terminal would obey is shown as its number:', () => {
  it.each([
    ['a colour', '\u001b[31mred', '\\u001b[31mred'],
    ['a bell', 'ding\u0007', 'ding\\u0007'],
    ['a return that overwrites the line', 'paid\rrefused', 'paid\\u000drefused'],
    ['a second line', 'a.csv\nall accepted', 'a.csv\\u000aall accepted'],
    ['a tab', 'a\tb', 'a\\u0009b'],
    ['the empty character', '\0', '\\u0000'],
    ['delete', '\u007f', '\\u007f'],
    ['an introducer of one byte', '\u009b2J', '\\u009b2J'],
    ['writing from right to left', 'invoice\u202efdp.exe', 'invoice\\u202efdp.exe'],
    ['an isolate and its end', '\u2066王\u2069', '\\u2066王\\u2069'],
    ['a mark of direction', '\u200e\u200f\u061c', '\\u200e\\u200f\\u061c'],
    ['separators of lines', '\u2028\u2029', '\\u2028\\u2029'],
  ])('%s', (_what, text, shown) => {
    expect(visibleLine(text)).toBe(shown);
  });

  it.each([
    ['C0', 0x00, 0x1f],
    ['DEL and C1', 0x7f, 0x9f],
    ['embeddings and overrides', 0x202a, 0x202e],
    ['isolates', 0x2066, 0x2069],
  ])('every one of %s', (_what, first, last) => {
    const shown = from(first, last).map(visibleLine);
    expect(shown).toStrictEqual(
      from(first, last).map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`),
    );
  });
});

describe('everything else stays as it is:', () => {
  it.each(['', ' ', '~', '\u00a0', '王小明 ¥1,234.56 → “a” · …', '🛵', 'नमस्ते', '\u200d', 'C:\\u001b'])(
    '%j',
    (text) => {
      expect(visibleLine(text)).toBe(text);
    },
  );
});

it('lines stay lines where several are printed', () => {
  expect(visibleLines('error: \u001b[2J\n\n    at main\r\n')).toBe(
    'error: \\u001b[2J\n\n    at main\\u000d\n',
  );
});

it('JSON says the same when it is shown', () => {
  const value = { name: '\u001b\u009b\u202e\u2028\n王', 'key\u0085': ['\\u202e', null, 1] };
  const shown = visibleLine(JSON.stringify(value));
  expect(JSON.parse(shown)).toStrictEqual(value);
  expect(shown).toBe('{"name":"\\u001b\\u009b\\u202e\\u2028\\n王","key\\u0085":["\\\\u202e",null,1]}');
});
