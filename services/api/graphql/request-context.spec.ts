import type { IdGenerator } from '@ledger/ledger/ports/id-generator.js';
import { askedBy, askerOf, asking, languageOf } from './request-context.js';

const said = (headers: Readonly<Record<string, string>>) => askedBy({ headers });

describe('the caller of a request', () => {
  it('is anonymous if no header names one', () => {
    const nobody = { actor: 'anonymous', role: 'caseworker', district: null };
    expect(said({})).toStrictEqual(nobody);
    expect(said({ 'x-ledger-actor': '', 'x-ledger-role': ' ', 'x-ledger-district': '%20' })).toStrictEqual(
      nobody,
    );
  });

  it('is named by headers of the proxy, in any script', () => {
    const headers = {
      'x-ledger-actor': encodeURIComponent('李 芳'),
      'x-ledger-role': ' finance ',
      'x-ledger-district': '330603',
    };
    expect(said(headers)).toStrictEqual({ actor: '李 芳', role: 'finance', district: '330603' });
  });

  it.each([
    ['not percent-encoded', '100% 李', '100% 李'],
    ['with half of a surrogate pair', 'li\ud83d', 'li\ufffd'],
    ['of several lines', 'li%0Aroot%0D%0A', 'li root'],
    ['with terminal escape sequences', '%1B[2Jli%C2%9B31m', '[2Jli 31m'],
    ['with a zero byte', 'l%00i', 'l i'],
    ['with a mark of direction', 'l%E2%80%AEi', 'l i'],
    ['of the maximum length', 'l'.repeat(100), 'l'.repeat(100)],
    ['too long', 'l'.repeat(101), 'l'.repeat(100)],
    ['too long, in surrogate pairs', '%F0%9F%9A%B2'.repeat(101), '🚲'.repeat(100)],
    ['with a blank at the place where it is cut', `${'l'.repeat(99)} li`, 'l'.repeat(99)],
  ])('is stored as text on one line: %s', (_what, header, actor) => {
    expect(said({ 'x-ledger-actor': header }).actor).toBe(actor);
  });
});

describe('the caller of a socket', () => {
  const headers = { 'x-ledger-role': 'finance', host: 'localhost' };

  it.each([undefined, {}, { host: 'elsewhere', cookie: 'x', authorization: 'x', __proto__: null }])(
    'is named by the headers: %j',
    (params) => {
      expect(askerOf({ headers }, params)).toStrictEqual({ headers });
    },
  );

  it('may be named in the first message, because a page cannot set headers; a header takes precedence', () => {
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
    'is Chinese if it is preferred to English: %j',
    (wanted) => {
      expect(languageOf({ headers: { 'accept-language': wanted } })).toBe('zh');
    },
  );

  it.each(['', 'en-GB, zh;q=0.9', '*', 'fr', 'zha', 'enm, fr', 'zh;q=0', 'de-ZH'])(
    'is English otherwise: %j',
    (wanted) => {
      expect(languageOf({ headers: { 'accept-language': wanted } })).toBe('en');
    },
  );

  it('is English if no language is named', () => {
    expect(languageOf({ headers: {} })).toBe('en');
  });
});

describe('a request', () => {
  const ids: Pick<IdGenerator, 'fresh'> = { fresh: () => 'fresh' };
  const by = { actor: 'anonymous', role: 'caseworker', district: null, cause: null };

  it('has its own correlation id, or gets one', () => {
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
