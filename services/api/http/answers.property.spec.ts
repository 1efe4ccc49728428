import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { patience } from '@ledger/test/journeys/support/patience.js';
import { openApi, type TestApi } from '@ledger/test/support/api.js';
import { eventually } from '@ledger/test/support/eventually.js';
import { packetCuts, packetsOf } from '@ledger/test/support/packet-cuts.js';
import type { RawAnswer } from '@ledger/test/support/raw-answers.js';
import { RawLine, turns } from '@ledger/test/support/raw-line.js';
import { propertyRuns } from '@ledger/test/support/test-extent.js';
import fc from 'fast-check';

let api: TestApi;
const lines: RawLine[] = [];
const newLine = async (): Promise<RawLine> => {
  const opened = await RawLine.open(Number(new URL(api.client.url).port));
  lines.push(opened);
  return opened;
};
const hangUp = (): void => {
  for (const each of lines.splice(0)) each.hangUp();
};

beforeAll(async () => {
  api = await openApi({ serving: { figures: { contentType: 'text/plain', text: async () => 'figures' } } });
}, patience);
afterEach(hangUp);
afterAll(() => api.close(), patience);

type Headers = Readonly<Record<string, string>>;
const json = { 'content-type': 'application/json' };

const requestOf = (first: string, headers: Headers, body: string): Buffer => {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return Buffer.from(`${first} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
};
const sized = (first: string, body: string, headers: Headers = json): Buffer =>
  requestOf(first, { ...headers, 'content-length': String(Buffer.byteLength(body)) }, body);
const chunked = (first: string, body: string, headers: Headers = json): Buffer => {
  const chunks = body.match(/[^]{1,100}/g) ?? [];
  const text = chunks.map((chunk) => `${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`).join('');
  return requestOf(first, { ...headers, 'transfer-encoding': 'chunked' }, `${text}0\r\n\r\n`);
};

const query = JSON.stringify({ query: '{ views { name } }' });
const large = JSON.stringify({ query: '{ views { name } }', padding: 'x'.repeat(300_000) });
const token = { authorization: 'Bearer token' };
const expecting = { expect: '100-continue' };

/** A request, the status of its response, and a part of the response's body. */
type Case = readonly [what: string, bytes: Buffer, answer: string, says: string];

const cases: readonly Case[] = [
  ['a query', sized('POST /graphql', query), '200', '"views"'],
  ['a query in chunks', chunked('POST /graphql', query), '200', '"views"'],
  [
    'a query that waits to be told to go on',
    sized('POST /graphql', query, { ...json, ...expecting }),
    '200',
    '"views"',
  ],
  ['a query by GET', requestOf('GET /graphql?query=%7Bviews%7Bname%7D%7D', {}, ''), '200', '"views"'],
  ['a body that is no JSON', sized('POST /graphql', '{"query":'), '400', 'MALFORMED_JSON'],
  [
    'a body of another type',
    sized('POST /graphql', query, { 'content-type': 'text/plain' }),
    '415',
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  [
    'another charset',
    sized('POST /graphql', query, { 'content-type': 'application/json; charset=x' }),
    '415',
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  [
    'another encoding',
    sized('POST /graphql', query, { ...json, 'content-encoding': 'x' }),
    '415',
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  [
    'bytes that are no gzip',
    sized('POST /graphql', query, { ...json, 'content-encoding': 'gzip' }),
    '400',
    'MALFORMED_JSON',
  ],
  ['a body that is too large', sized('POST /graphql', large), '413', 'BODY_TOO_LARGE'],
  ['a body that is too large, in chunks', chunked('POST /graphql', large), '413', 'BODY_TOO_LARGE'],
  [
    'a body that is too large and waits to be told to go on',
    sized('POST /graphql', large, { ...json, ...expecting }),
    '413',
    'BODY_TOO_LARGE',
  ],
  ['several operations', sized('POST /graphql', `[${query},${query}]`), '400', 'BATCH_REFUSED'],
  [
    'a page of another site',
    sized('POST /graphql', large, { ...json, 'sec-fetch-site': 'cross-site' }),
    '403',
    'CROSS_SITE',
  ],
  ['another method', sized('DELETE /graphql', query), '405', ''],
  [
    'an export with a body',
    sized('GET /exports/totals.csv?from=2024-01&to=2024-12', large),
    '200',
    'position',
  ],
  ['an export that there is not', sized('GET /exports/people.csv', large), '404', 'BAD_REQUEST'],
  ['an export below no name', requestOf('GET /exports///', {}, ''), '404', 'BAD_REQUEST'],
  [
    'an export that is posted',
    chunked('POST /exports/totals.csv?from=2024-01&to=2024-12', large),
    '405',
    'BAD_REQUEST',
  ],
  [
    'an export of a parameter that cannot be',
    sized('GET /exports/totals.csv?from=x', large),
    '400',
    'BAD_USER_INPUT',
  ],
  ['an order without the token', sized('POST /maintenance', large), '403', 'fault'],
  ['an order that is none', sized('POST /maintenance', '{}', token), '400', 'fault'],
  ['an order that is too long', chunked('POST /maintenance', large, token), '400', 'fault'],
  [
    'an order that cannot be carried out',
    sized('POST /maintenance', '{"do":"builds"}', token),
    '200',
    'there is no projector',
  ],
  ['an order by another method', sized('PUT /maintenance', large, token), '405', 'fault'],
  ['an upload of JSON', sized('POST /imports', '{'), '415', 'NOT_MULTIPART'],
  ['an upload of much JSON', chunked('POST /imports', large), '415', 'NOT_MULTIPART'],
  ['a report with a body', sized('GET /imports/nowhere/report', large), '404', 'UNKNOWN_IMPORT'],
  ['health with a body', sized('GET /health/live', large), '200', 'live'],
  ['health of the parts', sized('GET /health/ready', query), '200', 'ready'],
  ['health that is posted', chunked('POST /health/live', large), '404', 'BAD_REQUEST'],
  ['metrics with a body', chunked('GET /metrics', large), '200', 'figures'],
  ['metrics that are posted', sized('POST /metrics', large), '404', 'BAD_REQUEST'],
  ['a page of the IDE with a body', sized('GET /ide/', large), '200', 'Altair'],
  ['a file of the IDE that there is not', sized('POST /ide/nothing.js', large), '404', 'BAD_REQUEST'],
  ['a path where nothing is', sized('POST /nowhere', '{'), '404', 'BAD_REQUEST'],
  ['a path where nothing is, with much', chunked('POST /nowhere', large), '404', 'BAD_REQUEST'],
  [
    'a form at a path where nothing is',
    sized('POST //', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }),
    '404',
    'BAD_REQUEST',
  ],
  ['everything', requestOf('OPTIONS *', {}, ''), '404', 'BAD_REQUEST'],
];

const inAWord = ({ status, body }: RawAnswer, says: string): string =>
  `${String(status)} ${body.includes(says) ? says : body.slice(0, 200)}`;

const question = requestOf('GET /health/live', {}, '');

describe('however its bytes are cut into packets, a request is answered once, and then its connection is closed as the answer says, or answers the next one:', () => {
  test.each(cases)(
    '%s',
    async (_what, bytes, status, says) => {
      await fc.assert(
        fc.asyncProperty(packetCuts, async (cuts) => {
          const line = await newLine();
          await line.send(packetsOf(bytes, cuts));
          await line.answered();
          const [first] = line.finalAnswers;
          expect(first && inAWord(first, says)).toBe(`${status} ${says}`);
          if (first?.headers['connection'] === 'close') await line.over();
          else {
            await line.send(packetsOf(question, cuts));
            await line.answered(2);
          }
          expect(line.finalAnswers.slice(1).map((each) => inAWord(each, 'live'))).toStrictEqual(
            line.isOver ? [] : ['200 live'],
          );
          expect([line.restBytes, line.trouble]).toStrictEqual([0, null]);
          hangUp();
        }),
        { numRuns: propertyRuns(50) },
      );
      expect(api.loggedErrors).toStrictEqual([]);
    },
    patience,
  );
});

test(
  'an answer that needs nothing of the body does not wait for its end',
  async () => {
    const unread = cases.filter(([, bytes]) => bytes.length > large.length);
    expect(unread.length).toBeGreaterThan(10);
    for (const [what, bytes, status, says] of unread) {
      const line = await newLine();
      await line.send([{ bytes: bytes.subarray(0, -20), turns: 2 }]);
      await line.answered();
      expect([what, ...line.finalAnswers.map((each) => inAWord(each, says))]).toStrictEqual([
        what,
        `${status} ${says}`,
      ]);
      hangUp();
    }
  },
  patience,
);

describe('a client that leaves', () => {
  const openSockets = (): number =>
    process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;

  test(
    'in the middle of any request, in any way, is forgotten, and the server goes on',
    async () => {
      await eventually('a connection stays', () => openSockets() === 0);
      const way = fc.constantFrom('hangUp', 'reset', 'halfClose');
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...cases),
          fc.double({ min: 0, max: 1, noNaN: true }),
          packetCuts,
          fc.tuple(way, fc.nat({ max: 30 })),
          async ([, bytes], share, cuts, [leave, wait]) => {
            const line = await newLine();
            await line.send(packetsOf(bytes.subarray(0, Math.floor(share * bytes.length)), cuts));
            await turns(wait);
            if (leave === 'hangUp') line.hangUp();
            else if (leave === 'reset') line.reset();
            else line.halfClose();
            if (leave === 'halfClose') await line.over();
            hangUp();
            await eventually('a connection stays', () => openSockets() === 0);
          },
        ),
        { numRuns: propertyRuns(500) },
      );
      expect(await api.client.codes({ query: '{ views { name } }' })).toStrictEqual({
        status: 200,
        codes: [],
        data: true,
      });
      expect(api.loggedErrors).toStrictEqual([]);
    },
    patience,
  );

  test(
    'after it has asked, but for listening, is answered all the same',
    async () => {
      for (const [what, bytes, status, says] of cases) {
        const line = await newLine();
        line.halfCloseAfter(bytes.toString());
        await line.over();
        expect([what, ...line.finalAnswers.map((each) => inAWord(each, says))]).toStrictEqual([
          what,
          `${status} ${says}`,
        ]);
        hangUp();
      }
    },
    patience,
  );
});
