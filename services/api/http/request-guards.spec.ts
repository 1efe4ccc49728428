import {
  exchange,
  passed,
  requestOf,
  type Exchanged,
  type Requested,
} from '@ledger/test/support/http-exchange.js';
import { hash } from 'node:crypto';
import { isOtherSite, jsonOnly, knownOnly, oneOperation, ownSite, unreadable } from './request-guards.js';
import type { Middleware } from './middleware.js';

/** The response that a GraphQL client gets for a refused request. */
const refusedWith = (status: number, code: string, message: string): Exchanged => ({
  status,
  headers: expect.objectContaining({ 'content-type': 'application/json; charset=utf-8' }) as Record<
    string,
    string
  >,
  text: JSON.stringify({ errors: [{ message, extensions: { code } }] }),
});

describe('what a browser sends for a page of another site', () => {
  it.each(['cross-site', 'same-site', '', 'anything'])('is refused: %j', async (site) => {
    expect(isOtherSite(requestOf({ headers: { 'sec-fetch-site': site } }))).toBe(true);
    expect(await exchange(ownSite, { headers: { 'sec-fetch-site': site } })).toStrictEqual(
      refusedWith(403, 'CROSS_SITE', 'pages of other sites may not ask this server'),
    );
  });

  it.each([{}, { 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }])(
    'is what none of these says, nor whatever is no browser: %j',
    async (headers) => {
      expect(await exchange(ownSite, { headers })).toStrictEqual(passed);
    },
  );

  it('is refused in the media type that is asked for', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', accept: 'application/graphql-response+json' };
    expect(await exchange(ownSite, { headers })).toMatchObject({
      headers: { 'content-type': 'application/graphql-response+json; charset=utf-8' },
    });
  });
});

describe('what is posted', () => {
  const message = 'post application/json, with a query in it';

  it.each(['application/json', 'APPLICATION/JSON', 'application/json; charset=gbk', ' application/json ;x'])(
    'may be JSON: %j',
    async (type) => {
      expect(await exchange(jsonOnly, { method: 'POST', headers: { 'content-type': type } })).toStrictEqual(
        passed,
      );
    },
  );

  it.each([
    ...['', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'],
    ...['application/graphql', 'application/jsonp', 'text/plain; application/json'],
  ])('may be nothing that a page of another site can send unasked: %j', async (type) => {
    expect(await exchange(jsonOnly, { method: 'POST', headers: { 'content-type': type } })).toStrictEqual(
      refusedWith(415, 'UNSUPPORTED_MEDIA_TYPE', message),
    );
  });

  it('without saying what it is, is refused; what is not posted needs not say', async () => {
    expect(await exchange(jsonOnly, { method: 'POST' })).toStrictEqual(
      refusedWith(415, 'UNSUPPORTED_MEDIA_TYPE', message),
    );
    expect(await exchange(jsonOnly, { method: 'GET' })).toStrictEqual(passed);
  });
});

describe('a body that cannot be read', () => {
  const failedWith = (error: unknown): Promise<Exchanged> =>
    exchange((request, response, next) => {
      unreadable(error, request, response, next);
    }, {});

  it.each<readonly [status: number, code: string, message: string]>([
    [413, 'BODY_TOO_LARGE', 'the body is too large; ask in smaller requests'],
    [415, 'UNSUPPORTED_MEDIA_TYPE', 'the encoding of the body is not read here; send UTF-8'],
    [400, 'MALFORMED_JSON', 'the body is no JSON object'],
    [499, 'MALFORMED_JSON', 'the body is no JSON object'],
  ])('is told with a code: %d', async (status, code, message) => {
    const error = Object.assign(new Error('inside'), { status });
    expect(await failedWith(error)).toStrictEqual(refusedWith(status, code, message));
  });

  it.each([
    Object.assign(new Error('ours'), { status: 500 }),
    new Error('without a status'),
    { status: '400' },
    null,
    'text',
  ])('is no fault of the client where the error does not say so: %p', async (error) => {
    expect(await failedWith(error)).toStrictEqual({ next: error });
  });
});

describe('a request', () => {
  it.each([[[]], [[{ query: '{ views { name } }' }]], [[{}, {}]]])(
    'of a list is refused: %j',
    async (body) => {
      expect(await exchange(oneOperation, { method: 'POST', body })).toStrictEqual(
        refusedWith(400, 'BATCH_REFUSED', 'send every operation in a request of its own'),
      );
    },
  );

  it.each([undefined, {}, { query: '{ views { name } }' }, { length: 1, 0: {} }, null])(
    'of one operation, or of none, is handed on: %j',
    async (body) => {
      expect(await exchange(oneOperation, { method: 'POST', body })).toStrictEqual(passed);
    },
  );
});

describe('a safelist', () => {
  const known = '{ views { name } }';
  const other = '{ views { lag } }';
  const gate: Middleware = knownOnly(new Map([[hash('sha256', known), known]]));
  const persisted = (sha256Hash: unknown) => ({ persistedQuery: { version: 1, sha256Hash } });
  const post = (body: unknown): Requested => ({ method: 'POST', body });
  const get = (query: Readonly<Record<string, string>>): Requested => ({
    url: `/?${new URLSearchParams(query).toString()}`,
  });

  it.each<readonly [what: string, Requested]>([
    ['a text of the list', post({ query: known })],
    ['a hash of the list', post({ extensions: persisted(hash('sha256', known)) })],
    ['a hash beside an empty text', post({ query: '', extensions: persisted(hash('sha256', known)) })],
    ['a text of the list, by GET', get({ query: known })],
    ['a hash of the list, by GET', get({ extensions: JSON.stringify(persisted(hash('sha256', known))) })],
    // GraphQL itself refuses requests that name no operation.
    ['nothing', post({})],
    ['no body', { method: 'POST' }],
    ['a body that is a text', post('x')],
    ['a query that is no text', post({ query: 7 })],
    ['extensions that are none', post({ extensions: { persistedQuery: null } })],
    ['a hash that is no text', post({ extensions: persisted(7) })],
    ['nothing, by GET', {}],
    ['extensions that are no JSON, by GET', get({ extensions: '{' })],
    ['an address of slashes', { url: '//' }],
    ['an address that is none', { url: '//:0/?x' }],
  ])('lets through %s', async (_what, request) => {
    expect(await exchange(gate, request)).toStrictEqual(passed);
  });

  it.each<readonly [what: string, Requested]>([
    ['another text', post({ query: other })],
    ['the same text with a blank more', post({ query: `${known} ` })],
    ['another hash', post({ extensions: persisted(hash('sha256', other)) })],
    ['a name that every object has', post({ extensions: persisted('__proto__') })],
    [
      'another text beside a hash of the list',
      post({ query: other, extensions: persisted(hash('sha256', known)) }),
    ],
    ['another text, by GET', get({ query: other })],
    ['another text, by GET at an address of slashes', { url: `//?query=${encodeURIComponent(other)}` }],
    ['another hash, by GET', get({ extensions: JSON.stringify(persisted('ab')) })],
  ])('stops %s', async (_what, request) => {
    expect(await exchange(gate, request)).toStrictEqual(
      refusedWith(
        403,
        'NOT_SAFELISTED',
        'this server answers known operations only, and this is none of them',
      ),
    );
  });
});
