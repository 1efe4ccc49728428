import { randomBytes } from 'node:crypto';
import type { ApiError, Headers, Operation } from './support/client.js';
import { Clerk, type Input } from './support/clerk.js';
import { actsQuery, payoutsQuery, totalsQuery, workerQuery } from './support/operations.js';
import { patience } from './support/patience.js';
import { sharedLedger } from './support/shared-ledger.js';

const ledger = sharedLedger();
const clerk = (): Clerk => new Clerk(ledger().client);
const year = { from: '2024-01', to: '2024-12' };

const expectAnswering = async (): Promise<void> => {
  const { rows } = await clerk().totals({ district: '330604', ...year });
  expect(rows.map(({ acts }) => acts)).toStrictEqual([863]);
};

describe('a request of the wrong types', () => {
  it.each<readonly [what: string, operation: Operation<unknown>, asked: Input, code: string]>([
    ['a month as a number', totalsQuery, { from: 2024, to: '2024-12' }, 'BAD_USER_INPUT'],
    ['a thirteenth month', totalsQuery, { from: '2024-13', to: '2024-12' }, 'BAD_USER_INPUT'],
    ['no month', totalsQuery, { from: '2024-01' }, 'BAD_USER_INPUT'],
    ['a district as a number', totalsQuery, { ...year, district: 330_000 }, 'BAD_USER_INPUT'],
    ['an unknown split', totalsQuery, { ...year, by: 'WEEK' }, 'BAD_USER_INPUT'],
    ['a page as a text', actsQuery, { first: 'all' }, 'BAD_USER_INPUT'],
    ['half a page', actsQuery, { first: 1.5 }, 'BAD_USER_INPUT'],
    ['a day in other words', actsQuery, { filter: { from: '2024/01/01' } }, 'BAD_USER_INPUT'],
    ['an unknown field', actsQuery, { filter: { city: '绍兴' } }, 'BAD_USER_INPUT'],
    ['an unknown state', payoutsQuery, { filter: { states: ['LOST'] } }, 'BAD_USER_INPUT'],
    ['a wrong check digit', workerQuery, { number: '000000176' }, 'BAD_USER_INPUT'],
    ['a number as a number', workerQuery, { number: 175 }, 'BAD_USER_INPUT'],
    ['an object as a text', workerQuery, { membership: {} }, 'BAD_USER_INPUT'],
  ])(
    'is told: %s',
    async (_what, operation, ...[asked, code]) => {
      const errors = await ledger().client.fail(operation, asked);
      expect(errors.map(({ extensions }) => extensions['code'])).toStrictEqual([code]);
      expect(errors[0]?.message).toMatch(/^Variable "\$\w+" /);
    },
    patience,
  );

  it(
    'is told in mutations too, and writes nothing',
    async () => {
      const input = {
        idempotencyKey: 'types',
        kind: 'health-check',
        on: '2023-01-01',
        district: '330603',
        amountFen: 1,
      };
      const text = 'mutation ($input: RecordActInput!) { recordAct(input: $input) { position } }';
      const wrongs = [
        { amountFen: 1.5 },
        { amountFen: '1' },
        { amountFen: 2 ** 53 },
        { on: '1. Mai' },
        { headcount: 2 ** 31 },
        { headcount: 1.5 },
        { hours: '1' },
        { hours: null, person: 'KQ003303' },
        { person: { sex: '女' } },
        { idempotencyKey: null },
        { kind: undefined },
        { 金额: 1 },
      ];
      const before = await clerk().events();
      for (const wrong of wrongs) {
        const errors = await ledger().client.fail({ text }, { input: { ...input, ...wrong } });
        expect(errors.map(({ extensions }) => extensions['code'])).toStrictEqual(['BAD_USER_INPUT']);
      }
      expect(await clerk().events()).toBe(before);
    },
    patience,
  );
});

describe('a request that is none', () => {
  const json = 'application/json';
  const errorsOf = (text: string): readonly unknown[] => {
    const { errors = [] } = JSON.parse(text) as { errors?: readonly ApiError[] };
    return errors.map(({ extensions }) => extensions['code']);
  };

  it.each([
    ['{ views { name ', 'GRAPHQL_PARSE_FAILED'],
    ['区划', 'GRAPHQL_PARSE_FAILED'],
    ['', 'BAD_REQUEST'],
    ['{ horoscope }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ views }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ totals { settled } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ totals(from: 2024, to: "2024-12") { settled } }', 'BAD_USER_INPUT'],
    ['subscription { views { name } }', 'BAD_REQUEST'],
    ['query a { views { name } } query b { views { name } }', 'OPERATION_RESOLUTION_FAILURE'],
  ])(
    'is told: %j',
    async (query, code) => {
      const body = JSON.stringify({ query });
      const plain = await ledger().client.post(body);
      const own = await ledger().client.post(body, {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
      });
      expect([plain.status, own.status]).toStrictEqual([code === 'BAD_REQUEST' ? 400 : 200, 400]);
      for (const { text } of [plain, own]) {
        expect(new Set(errorsOf(text))).toStrictEqual(new Set([code]));
        expect(text).not.toMatch(/node_modules|\.js:/);
      }
    },
    patience,
  );

  it.each([
    ['a query as text', '{"query":"{ views { name } }"}', 'text/plain', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a form', 'query=%7Bviews%7D', 'application/x-www-form-urlencoded', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['an upload', '--x--', 'multipart/form-data; boundary=x', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a query of no type', '{"query":"{ views { name } }"}', null, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a bare query', '{ views { name } }', 'application/graphql', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a charset', '{"query":"{ views { name } }"}', `${json}; charset=gbk`, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['half an object', '{', json, 400, 'MALFORMED_JSON'],
    ['a list', '[]', json, 400, 'BATCH_REFUSED'],
    ['two queries', '[{"query":"{views{name}}"},{"query":"{views{lag}}"}]', json, 400, 'BATCH_REFUSED'],
    ['nothing', 'null', json, 400, 'MALFORMED_JSON'],
    ['an empty body', '', json, 400, 'BAD_REQUEST'],
    ['a number', '{"query":7}', json, 400, 'BAD_REQUEST'],
    ['variables as text', '{"query":"{views{name}}","variables":"{}"}', json, 400, 'BAD_REQUEST'],
    ['257 KiB', `{"query":"${'#'.repeat(257 * 1024)}"}`, json, 413, 'BODY_TOO_LARGE'],
    ['two megabytes', `{"query":"${'x'.repeat(2_000_000)}"}`, json, 413, 'BODY_TOO_LARGE'],
  ] as const)(
    'by its body or its content type gets an answer without our inside: %s',
    async (_what, body, type, ...[status, code]) => {
      const headers: Headers = type === null ? {} : { 'content-type': type };
      const response = await ledger().client.post(body, headers);
      expect([response.status, ...errorsOf(response.text)]).toStrictEqual([status, code]);
      expect(response.text).toMatch(/"message":"[^"]+/);
      expect(response.text).not.toMatch(/node_modules|\.js:/);
    },
    patience,
  );

  it(
    'does no harm, fifty times over: the process lives and answers',
    async () => {
      const { client, process } = ledger();
      const garbage = Array.from({ length: 50 }, async (_, index) => {
        const noise = randomBytes(1 + index * 37);
        const body =
          index % 2 === 0 ? noise.toString('latin1') : JSON.stringify({ query: noise.toString('base64') });
        return client.post(body);
      });
      const statuses = (await Promise.all(garbage)).map(({ status }) => status);
      // Half of the bodies are not JSON (400). The other half are JSON with an invalid query (200).
      expect(new Set(statuses)).toStrictEqual(new Set([200, 400]));
      await expectAnswering();
      expect(process.stderr).toBe('');
    },
    patience,
  );
});
