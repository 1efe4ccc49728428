import { faultsOf } from '@ledger/test/dsl/both-languages.js';
import { apiSchema } from '@ledger/test/support/api-schema.js';
import { exchange, passed, type Requested } from '@ledger/test/support/http-exchange.js';
import { parse, validate } from 'graphql';
import { exampleQueries } from './example-queries.js';
import { startPage } from './start-page.js';
import { startPageMessages } from './start-page-messages.js';

const shown = { graphqlPath: '/graphql', sample: true, ide: true, anyQuery: true };
const page = startPage(shown);

const textOf = async (requested: Requested, of = page): Promise<string> => {
  const answer = await exchange(of, requested);
  if (!('text' in answer)) throw new Error('there is no page');
  return answer.text;
};

/** The addresses that the page links to. */
const linked = (text: string): readonly string[] =>
  [...text.matchAll(/ href="([^"]*)"/g)].map(([, address = '']) => address.replaceAll('&amp;', '&'));

describe('the start page', () => {
  it.each(['GET', 'HEAD'])('is answered to %s', async (method) => {
    expect(await exchange(page, { method, url: '/?from=mail' })).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', vary: 'accept-language' },
    });
  });

  it('links to the IDE, exports, health, and the answers of two queries', async () => {
    const query = (name: keyof typeof exampleQueries): string =>
      `/graphql?query=${encodeURIComponent(exampleQueries[name])}`;
    expect(linked(await textOf({}))).toStrictEqual([
      ...['/ide/', '/exports/totals.xlsx?from=2024-01&to=2024-12&by=kind'],
      ...['/exports/acts.csv?from=2024-01-01&to=2024-12-31', '/health/ready', query('totals'), query('acts')],
    ]);
  });

  it('loads nothing, runs nothing, and may not be framed', async () => {
    const answer = await exchange(page, {});
    const { 'content-security-policy': policy = '' } = 'headers' in answer ? answer.headers : {};
    expect(policy.split('; ')).toStrictEqual([
      ...["default-src 'none'", "style-src 'unsafe-inline'", "base-uri 'none'", "form-action 'none'"],
      "frame-ancestors 'none'",
    ]);
    expect(await textOf({})).not.toMatch(/<script|<link|<img|src=|https?:/);
  });

  it('is in the language of its reader', async () => {
    expect(await textOf({ headers: { 'accept-language': 'zh-CN,zh;q=0.9' } })).toContain(
      '<html lang="zh">\n<meta charset="utf-8">',
    );
    expect(await textOf({ headers: { 'accept-language': 'zh' } })).toContain('<h1>服务台账</h1>');
    expect(await textOf({})).toContain('<h1>Service ledger</h1>');
    expect(
      Object.values(startPageMessages).flatMap((each) => faultsOf(each, /\b(?:GraphQL|XLSX)\b/g)),
    ).toStrictEqual([]);
  });

  it('tells a sample from a ledger in use', async () => {
    expect(await textOf({})).toContain('This ledger is a SAMPLE');
    expect(await textOf({}, startPage({ ...shown, sample: false }))).not.toContain('SAMPLE');
  });

  it('offers neither an IDE nor queries that are not answered here', async () => {
    const text = await textOf({}, startPage({ ...shown, ide: false, anyQuery: false }));
    expect(linked(text).filter((address) => /^\/(?:ide|graphql)/.test(address))).toStrictEqual([]);
  });

  it.each([{ method: 'POST' }, { url: '//' }, { url: '/index.html' }, { url: '/graphql' }])(
    'is not the answer to %j',
    async (requested) => {
      expect(await exchange(page, requested)).toStrictEqual(passed);
    },
  );
});

it.each(Object.entries(exampleQueries))('the example query of %s is one of the API', (_name, text) => {
  expect(validate(apiSchema(), parse(text))).toStrictEqual([]);
});
