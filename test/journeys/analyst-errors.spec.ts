import { randomBytes } from 'node:crypto';
import type { ApiError, Headers, Operation } from './support/client.js';
import { Desk, type Input } from './support/desk.js';
import {
  actsQuery,
  entriesQuery,
  historyQuery,
  payoutsQuery,
  totalsQuery,
  workerQuery,
} from './support/operations.js';
import { patience } from './support/patience.js';
import { openStage, sharedSample } from './support/stage.js';

const ledger = sharedSample();
const stage = openStage();
const desk = (): Desk => new Desk(ledger().client);
const year = { from: '2024-01', to: '2024-12' };

/** The one error of a query that is asked wrongly: its code and its sentence. */
const errorOf = async (operation: Operation<unknown>, asked: Input): Promise<readonly unknown[]> => {
  const [error, ...more] = await ledger().client.fail(operation, asked);
  expect(more).toStrictEqual([]);
  return [error?.extensions['code'], error?.message];
};

const expectAnswering = async (): Promise<void> => {
  const { rows } = await desk().totals({ district: '330604', ...year });
  expect(rows.map(({ acts }) => acts)).toStrictEqual([863]);
};

describe('what is asked for wrongly', () => {
  it.each<
    readonly [what: string, operation: Operation<unknown>, asked: Input, code: string, message: string]
  >([
    [
      'an unknown district',
      totalsQuery,
      { ...year, district: '339999' },
      'UNKNOWN_DISTRICT',
      'GB/T 2260 has no district “339999”',
    ],
    [
      'no district',
      totalsQuery,
      { ...year, district: '' },
      'UNKNOWN_DISTRICT',
      'GB/T 2260 has no district “”',
    ],
    [
      'an unknown district of payouts',
      payoutsQuery,
      { filter: { district: '99' } },
      'UNKNOWN_DISTRICT',
      'GB/T 2260 has no district “99”',
    ],
    [
      'an unknown kind',
      totalsQuery,
      { ...year, kinds: ['health-check', '体检'] },
      'UNKNOWN_KIND',
      'there is no kind of service “体检”',
    ],
    [
      'an unknown kind of acts',
      actsQuery,
      { filter: { kinds: [''] } },
      'UNKNOWN_KIND',
      'there is no kind of service “”',
    ],
    [
      'a session that is none',
      actsQuery,
      { filter: { session: 'case-1.0' } },
      'UNKNOWN_SESSION',
      'there is no session “case-1.0”',
    ],
    [
      'from later than to',
      totalsQuery,
      { from: '2024-02', to: '2024-01' },
      'BAD_USER_INPUT',
      'from (2024-02) must not be later than to (2024-01)',
    ],
    [
      'from later than to, in days',
      actsQuery,
      { filter: { from: '2024-01-02', to: '2024-01-01' } },
      'BAD_USER_INPUT',
      'from (2024-01-02) must not be later than to (2024-01-01)',
    ],
    [
      'a worker by nothing',
      workerQuery,
      {},
      'BAD_USER_INPUT',
      'ask by exactly one of number, membership (with its office) and nationalId',
    ],
    [
      'a worker by two',
      workerQuery,
      { number: '000000175', nationalId: '1' },
      'BAD_USER_INPUT',
      'ask by exactly one of number, membership (with its office) and nationalId',
    ],
    [
      'a worker of no office',
      workerQuery,
      { membership: '1', office: 'a-b' },
      'BAD_USER_INPUT',
      'ask by exactly one of number, membership (with its office) and nationalId',
    ],
  ])(
    'is told: %s',
    async (_what, operation, ...[asked, code, message]) => {
      expect(await errorOf(operation, asked)).toStrictEqual([code, message]);
    },
    patience,
  );

  it.each([
    ['acts', actsQuery, {}],
    ['payouts', payoutsQuery, {}],
    ['the events behind totals', entriesQuery, year],
    ['a history', historyQuery, { membership: 'SY002197' }],
  ] as const)(
    'is told: pages of %s that are none',
    async (_what, operation, asked) => {
      const wrong = async (slice: Input): Promise<readonly unknown[]> =>
        errorOf(operation, { ...asked, ...slice });
      const both = 'give first and after, or last and before, not both';
      expect(await wrong({ first: 0 })).toStrictEqual(['BAD_USER_INPUT', 'first must be from 1 to 100']);
      expect(await wrong({ first: 101 })).toStrictEqual(['BAD_USER_INPUT', 'first must be from 1 to 100']);
      expect(await wrong({ first: -1 })).toStrictEqual(['BAD_USER_INPUT', 'first must be from 1 to 100']);
      expect(await wrong({ last: 0 })).toStrictEqual(['BAD_USER_INPUT', 'last must be from 1 to 100']);
      expect(await wrong({ last: 101 })).toStrictEqual(['BAD_USER_INPUT', 'last must be from 1 to 100']);
      expect(await wrong({ first: 1, last: 1 })).toStrictEqual(['BAD_USER_INPUT', both]);
      expect(await wrong({ last: 1, after: 'x' })).toStrictEqual(['BAD_USER_INPUT', both]);
      expect(await wrong({ before: 'x' })).toStrictEqual(['BAD_USER_INPUT', 'before goes with last']);
    },
    patience,
  );

  it(
    'is told: a cursor of another list, or none at all',
    async () => {
      const { client } = ledger();
      const { acts } = await client.ask(actsQuery, { first: 1 });
      const own = acts.pageInfo.endCursor;
      const bad = ['BAD_CURSOR', 'the cursor is of another list; use one that this list has answered'];
      const lists = [
        errorOf(payoutsQuery, { after: own }),
        errorOf(entriesQuery, { ...year, after: own }),
        errorOf(actsQuery, { filter: { district: '330604' }, after: own }),
        errorOf(actsQuery, { last: 3, before: 'bm8gY3Vyc29y' }),
        errorOf(actsQuery, { after: '' }),
        errorOf(actsQuery, { after: '游标' }),
        errorOf(actsQuery, { after: `${own ?? ''}A` }),
      ];
      for (const list of lists) expect(await list).toStrictEqual(bad);
      const next = await client.ask(actsQuery, { first: 1, after: own });
      expect(next.acts.edges).toHaveLength(1);
    },
    patience,
  );

  it(
    'is told: a position of another ledger, beyond the end, or none at all',
    async () => {
      const other = await stage.serve(stage.place());
      const visit = { kind: 'station-visit', on: '2023-01-01', district: '330602', headcount: 1 };
      const foreign = (await new Desk(other.client).act('recordAct', visit)).position;
      const { view } = await desk().totals(year);
      const digits = view.position.length - 4;
      const beyond =
        view.position.slice(0, 4) + String(Number(view.position.slice(4)) + 1).padStart(digits, '0');
      for (const atLeast of [foreign, beyond, '', '位置', '0', `${view.position}0`]) {
        const told = [
          'FOREIGN_POSITION',
          `“${atLeast}” is no position of this ledger; use one that it has answered`,
        ];
        expect(await errorOf(totalsQuery, { ...year, atLeast })).toStrictEqual(told);
        expect(await errorOf(actsQuery, { atLeast })).toStrictEqual(told);
        expect(await errorOf(payoutsQuery, { atLeast })).toStrictEqual(told);
        expect(await errorOf(workerQuery, { membership: 'x', atLeast })).toStrictEqual(told);
      }
      const answered = await desk().totals({ ...year, atLeast: view.position });
      expect(answered.view.position).toBe(view.position);
      await other.stop();
    },
    patience,
  );
});

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
      const before = await desk().events();
      for (const wrong of wrongs) {
        const errors = await ledger().client.fail({ text }, { input: { ...input, ...wrong } });
        expect(errors.map(({ extensions }) => extensions['code'])).toStrictEqual(['BAD_USER_INPUT']);
      }
      expect(await desk().events()).toBe(before);
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
    ['{ totals(from: 2024, to: "2024-12") { settled } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['subscription { views { name } }', 'GRAPHQL_VALIDATION_FAILED'],
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
      // Half of it is no JSON, the other half JSON with no query in it.
      expect(new Set(statuses)).toStrictEqual(new Set([200, 400]));
      await expectAnswering();
      expect(process.stderr).toBe('');
    },
    patience,
  );
});
