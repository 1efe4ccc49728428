import { wantedOf } from './accept-header.js';
import { graphqlJson, wantsGraphqlJson } from './graphql-media-type.js';

describe('parsing an Accept header', () => {
  it.each<readonly [header: string | undefined, wanted: readonly string[]]>([
    [undefined, []],
    ['', []],
    [' , ;q=1,', []],
    ['zh', ['zh']],
    ['zh-CN,zh;q=0.9,en;q=0.8', ['zh-cn', 'zh', 'en']],
    ['en;q=0.8, zh-CN', ['zh-cn', 'en']],
    ['en ; q=0.1 , zh ; Q=0.2', ['zh', 'en']],
    ['a, b, c;q=1.0', ['a', 'b', 'c']],
    ['en;q=0, zh;q=0.001', ['zh']],
    ['en;q=often, zh;q=', []],
    ['text/csv;header=present;q=0.5, text/html;level=1', ['text/html', 'text/csv']],
  ])('comes with the most wanted first: %j', (header, wanted) => {
    expect(wantedOf(header)).toStrictEqual(wanted);
  });
});

describe('the media type of GraphQL over HTTP', () => {
  it.each([
    graphqlJson,
    graphqlJson.toUpperCase(),
    `${graphqlJson}; charset=utf-8, application/json; charset=utf-8`,
    `application/json;q=0.9, ${graphqlJson}`,
    `text/html, ${graphqlJson};q=0.5, */*;q=0.1`,
    `application/json;q=0, ${graphqlJson};q=0.1`,
  ])('is wanted by %j', (accept) => {
    expect(wantsGraphqlJson(accept)).toBe(true);
  });

  it.each([
    undefined,
    '',
    '*/*',
    'application/json',
    `application/json, ${graphqlJson}`,
    `${graphqlJson};q=0.5, application/json`,
    `${graphqlJson};q=0`,
    `text/html, ${graphqlJson};q=0.5, */*;q=0.9`,
    `application/*, ${graphqlJson}`,
    'application/graphql-response+jsonp',
    'application/graphql+json',
  ])('is not wanted by %j, which plain JSON suits as well', (accept) => {
    expect(wantsGraphqlJson(accept)).toBe(false);
  });
});
