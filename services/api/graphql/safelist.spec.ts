import { hash } from 'node:crypto';
import { cacheOf, parseSafelist, type Safelist } from './safelist.js';

const known = '{ views { name } }';
const other = 'query 区划 { district(code: "330603") { name } }';
const hashOf = (text: string): string => hash('sha256', text);
const listOf = (...texts: readonly string[]): string =>
  JSON.stringify(Object.fromEntries(texts.map((text) => [hashOf(text), text])));

describe('a safelist', () => {
  it('holds each operation under the hash of its text', () => {
    expect(parseSafelist(listOf(known))).toStrictEqual(new Map([[hashOf(known), known]]));
    expect(parseSafelist(` ${listOf(other, known)}\n`)).toStrictEqual(
      new Map([
        [hashOf(other), other],
        [hashOf(known), known],
      ]),
    );
  });

  it('takes hashes that generators name with their algorithm', () => {
    const list = JSON.stringify({ [`sha256:${hashOf(known)}`]: known });
    expect(parseSafelist(list)).toStrictEqual(new Map([[hashOf(known), known]]));
  });

  it.each([
    ['', 'it is no JSON'],
    ['{', 'it is no JSON'],
    ['null', 'it is no JSON object'],
    ['7', 'it is no JSON object'],
    ['"text"', 'it is no JSON object'],
    [`["${known}"]`, 'it is no JSON object'],
    ['{}', 'it holds no operation'],
    [`{"${hashOf(known)}": 7}`, `what stands under “${hashOf(known)}” is no text`],
    [`{"sha256:abc": "${known}"}`, '“sha256:abc” is not the SHA-256 of its operation'],
    [`{"sha1:${hashOf(known)}": "${known}"}`, `“sha1:${hashOf(known)}” is not the SHA-256 of its operation`],
    [`{"abc": "${known}"}`, '“abc” is not the SHA-256 of its operation'],
    [
      `{"${hashOf(known).toUpperCase()}": "${known}"}`,
      `“${hashOf(known).toUpperCase()}” is not the SHA-256 of its operation`,
    ],
    [`{"__proto__": "${known}"}`, '“__proto__” is not the SHA-256 of its operation'],
    [listOf(known).replace('}', ' }'), `“${hashOf(known)}” is not the SHA-256 of its operation`],
  ])('is none, and says why: %s', (text, wrong) => {
    expect(parseSafelist(text)).toBe(wrong);
  });
});

describe('a safelist as the store of persisted queries', () => {
  const list: Safelist = new Map([[hashOf(known), known]]);
  const cache = cacheOf(list);

  it('finds what is listed, as Apollo asks for it, and nothing else', async () => {
    expect(await cache.get(`apq:${hashOf(known)}`)).toBe(known);
    expect(await cache.get(hashOf(known))).toBe(known);
    expect(await cache.get(`apq:sha256:${hashOf(known)}`)).toBe(known);
    expect(await cache.get(`apq:${hashOf(other)}`)).toBeUndefined();
  });

  it('keeps nothing and loses nothing', async () => {
    await cache.set(`apq:${hashOf(other)}`, other);
    expect(await cache.delete(`apq:${hashOf(known)}`)).toBe(false);
    expect([...list.keys()]).toStrictEqual([hashOf(known)]);
    expect(await cache.get(`apq:${hashOf(other)}`)).toBeUndefined();
  });
});
