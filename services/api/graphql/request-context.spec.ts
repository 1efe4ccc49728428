import type { IdGenerator } from '@ledger/ledger/ports/id-generator.js';
import { askedBy, askerOf, asking, languageOf } from './request-context.js';

const said = (headers: Readonly<Record<string, string>>) => askedBy({ headers });

describe('who asks', () => {
  it('is nobody in particular where nobody says so', () => {
    const nobody = { actor: 'anonymous', role: 'caseworker', district: null };
    expect(said({})).toStrictEqual(nobody);
    expect(said({ 'x-ledger-actor': '', 'x-ledger-role': ' ', 'x-ledger-district': '%20' })).toStrictEqual(
      nobody,
    );
  });

  it('is whom the proxy names, in whatever script', () => {
    const headers = {
      'x-ledger-actor': encodeURIComponent('李 芳'),
      'x-ledger-role': ' finance ',
      'x-ledger-district': '330603',
    };
    expect(said(headers)).toStrictEqual({ actor: '李 芳', role: 'finance', district: '330603' });
  });

  it.each([
    ['not percent-encoded after all', '100% 李', '100% 李'],
    ['half of a character', 'li\ud83d', 'li\ufffd'],
    ['of several lines', 'li%0Aroot%0D%0A', 'li root'],
    ['with what a terminal would obey', '%1B[2Jli%C2%9B31m', '[2Jli 31m'],
    ['with a zero byte', 'l%00i', 'l i'],
    ['with a mark of direction', 'l%E2%80%AEi', 'l i'],
    ['as long as it may be', 'l'.repeat(100), 'l'.repeat(100)],
    ['too long', 'l'.repeat(101), 'l'.repeat(100)],
    ['too long, in characters of two parts each', '%F0%9F%9A%B2'.repeat(101), '🚲'.repeat(100)],
    ['blank where it is cut', `${'l'.repeat(99)} li`, 'l'.repeat(99)],
  ])('is kept as text on one line: %s', (_what, header, actor) => {
    expect(said({ 'x-ledger-actor': header }).actor).toBe(actor);
  });
});

describe('who opens a socket', () => {
  const headers = { 'x-ledger-role': 'finance', host: 'localhost' };

  it.each([undefined, {}, { host: 'elsewhere', cookie: 'x', authorization: 'x', __proto__: null }])(
    'is who its headers say: %j',
    (params) => {
      expect(askerOf({ headers }, params)).toStrictEqual({ headers });
    },
  );

  it('may say names in the first message, as a page can set no headers; a header wins', () => {
    const params = {
      ...{ 'X-Ledger-Actor': 'li', 'x-ledger-role': 'admin', 'x-ledger-district': 330_603 },
      ...{ 'Accept-Language': 'zh', host: 'elsewhere' },
    };
    expect(askerOf({ headers }, params)).toStrictEqual({
      headers: { ...headers, 'x-ledger-actor': 'li', 'accept-language': 'zh' },
    });
  });
});

describe('the language of an answer', () => {
  it.each(['zh', 'ZH-Hans-CN', ' zh-CN,zh;q=0.9,en;q=0.8', 'fr, zh;q=0.9, en;q=0.8', 'en;q=0.1, zh'])(
    'is Chinese where it is wanted more than English: %j',
    (wanted) => {
      expect(languageOf({ headers: { 'accept-language': wanted } })).toBe('zh');
    },
  );

  it.each(['', 'en-GB, zh;q=0.9', '*', 'fr', 'zha', 'enm, fr', 'zh;q=0', 'de-ZH'])(
    'is English else: %j',
    (wanted) => {
      expect(languageOf({ headers: { 'accept-language': wanted } })).toBe('en');
    },
  );

  it('is English where none is named', () => {
    expect(languageOf({ headers: {} })).toBe('en');
  });
});

describe('a request', () => {
  const ids: Pick<IdGenerator, 'fresh'> = { fresh: () => 'fresh' };
  const by = { actor: 'anonymous', role: 'caseworker', district: null, cause: null };

  it('brings its correlation, or is given one', () => {
    expect(asking({ headers: {} }, ids)).toStrictEqual({
      language: 'en',
      by: { ...by, correlation: 'fresh' },
    });
    const headers = { 'x-correlation-id': 'desk-1', 'accept-language': 'zh' };
    expect(asking({ headers }, ids)).toStrictEqual({
      language: 'zh',
      by: { ...by, correlation: 'desk-1' },
    });
  });
});
