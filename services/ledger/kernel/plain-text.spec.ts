import fc from 'fast-check';
import { cleaned, hasControls, isLongerThan } from './plain-text.js';

describe('a text as it is kept', () => {
  it.each([
    ['一\r\n二\r三\n四', '一\n二\n三\n四'],
    ['一\u2028二\u2029三', '一\n二\n三'],
    ['一\t二', '一 二'],
    ['\t　王强 \n', '王强'],
    ['王\u200B\u200C\u200D\u2060\uFEFF\u00AD强', '王强'],
    ['骑\uD83D手', '骑\uFFFD手'],
    ['\uE81E\uE816\uE864', '龴\u{20087}龻'],
    ['\uE78D\uE5E5\uE7C7', '︐　ḿ'],
  ])('of %j is %j', (text, kept) => {
    expect(cleaned(text)).toBe(kept);
  });

  it.each(['王·强', '🚲', '葛\u{E0100}城', '２０２６', '＃1', '\uE000', '一\n二'])(
    'is what was written: %j',
    (text) => {
      expect(cleaned(text)).toBe(text);
    },
  );

  it('keeps what cannot be kept for whoever refuses it', () => {
    for (const text of ['一\0二', '一\u001B[2J', '一\u0085二', '一\u202E二', '一\u200E二'])
      expect([cleaned(text), hasControls(text)]).toStrictEqual([text, true]);
    expect(hasControls('一\n二 🚲')).toBe(false);
  });

  it('stays the same when it is cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(cleaned(cleaned(text))).toBe(cleaned(text));
      }),
    );
  });
});

describe('the length of a text', () => {
  it.each([
    ['四个汉字', 4],
    ['𠮷野家', 3],
    ['🚲🚲', 2],
    ['e\u0301', 2],
    ['', 0],
  ])('of %j is %i characters', (text, length) => {
    expect(isLongerThan(text, length)).toBe(false);
    if (length > 0) expect(isLongerThan(text, length - 1)).toBe(true);
  });
});
