import { ClockFault } from '@ledger/ledger/ports/clock.js';
import { LogFault } from '@ledger/ledger/ports/event-log.js';
import { VaultFault } from '@ledger/ledger/ports/key-vault.js';
import { StorageFault } from '@ledger/ledger/ports/storage-fault.js';
import { foreignCursor, StoreFault } from '@ledger/projections/ports/document-store.js';
import { viewAt } from '@ledger/test/dsl/view-at.js';
import { positionAt } from '@ledger/test/dsl/project.js';
import { startApollo, type Answered, type Apollo } from '@ledger/test/support/apollo.js';
import { GraphQLError } from 'graphql';
import { hash } from 'node:crypto';
import { apolloOptions } from './apollo-options.js';
import { DeadlinePassed } from '@ledger/runtime/door/read-deadline.js';
import { ForeignPosition, ViewBehind } from '@ledger/runtime/door/read-your-writes.js';
import { fault } from '../graphql/api-fault.js';
import { limits } from '../graphql/request-limits.js';

const views = '{ views { name } }';
const persisted = (text: string, version = 1) => ({
  extensions: { persistedQuery: { version, sha256Hash: hash('sha256', text) } },
});

/** The messages to the operator, and the error that the fields throw, in the current test. */
let said: string[] = [];
let thrown: Error | null = null;

const start = (more: Partial<Parameters<typeof apolloOptions>[0]> = {}): Promise<Apollo> =>
  startApollo(
    apolloOptions({ limits, production: false, safelist: null, ...more }, (sentence) => said.push(sentence)),
    {
      views: () => {
        if (thrown !== null) throw thrown;
        return [viewAt('acts', 3)];
      },
    },
  );

let open: Apollo;
let production: Apollo;
beforeAll(async () => {
  open = await start();
  production = await start({ production: true });
});
afterAll(async () => {
  await open.stop();
  await production.stop();
});
beforeEach(() => {
  said = [];
  thrown = null;
});

describe('a reader of Chinese', () => {
  const chinese = { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.1' };

  it('is told in Chinese what was refused before it was run, with the English sentence beside it', async () => {
    const { codes, messages, text } = await open.post({ query: '{ views { nme } }' }, chinese);
    expect({ codes, messages }).toStrictEqual({
      codes: ['GRAPHQL_VALIDATION_FAILED'],
      messages: ['查询与接口定义不符，请核对字段和参数'],
    });
    expect(text).toContain('"detail":"Cannot query field');
  });

  it('and of what failed while it was run', async () => {
    thrown = new ClockFault('the clock is behind');
    const { codes, messages } = await open.post({ query: views }, chinese);
    expect({ codes, messages }).toStrictEqual({
      codes: ['CLOCK_BEHIND'],
      messages: ['服务器时钟比最近一次登记慢一天以上，校准之前不能登记，仍可查询'],
    });
  });
});

const strict = { accept: 'application/graphql-response+json' };
const brief = ({ status, codes, data }: Answered) => ({ status, codes, data });

describe('a request that is well is answered', () => {
  it('with plain JSON, or with the media type that it asks for', async () => {
    const plain = await open.post({ query: views });
    expect(plain).toMatchObject({
      status: 200,
      type: 'application/json; charset=utf-8',
      codes: [],
      data: true,
    });
    const own = await open.post({ query: views }, strict);
    const type = 'application/graphql-response+json; charset=utf-8';
    expect(own).toMatchObject({ status: 200, type, codes: [], data: true });
    expect(own.text).toBe(plain.text);
  });

  it('with plain JSON where anything would do, and its status is then that of plain JSON', async () => {
    const accept = '*/*, application/graphql-response+json';
    expect(await open.post({ query: '{ horoscope }' }, { accept })).toMatchObject({
      ...{ status: 200, type: 'application/json; charset=utf-8', codes: ['GRAPHQL_VALIDATION_FAILED'] },
    });
  });

  it('by GET as well', async () => {
    expect(brief(await open.get(`?query=${encodeURIComponent(views)}`))).toStrictEqual({
      ...{ status: 200, codes: [], data: true },
    });
  });
});

const deep = `{ __type(name: "Act") { ${'ofType { '.repeat(12)}name${' }'.repeat(12)} } }`;
const aliased = Array.from({ length: 31 }, (_, index) => `a${String(index)}: views { name }`).join(' ');
const fields =
  'id on place office worker sex reference occupation employer session headcount sessions hours items';
const pages = Array.from(
  { length: 30 },
  (_, index) => `p${String(index)}: acts(first: 100) { edges { node { ${fields} amountFen } } }`,
).join(' ');

/** Operations that are refused before they run, each with its code and the message to the client. */
const refused: readonly (readonly [code: string, request: unknown, message: RegExp])[] = [
  ['GRAPHQL_PARSE_FAILED', { query: '{ views {' }, /^Syntax Error: /],
  ['GRAPHQL_PARSE_FAILED', { query: '区划' }, /^Syntax Error: /],
  ['TOO_MANY_TOKENS', { query: `{ ${'views { name } '.repeat(600)}}` }, /2000 tokens/],
  ['GRAPHQL_VALIDATION_FAILED', { query: '{ horoscope }' }, /^Cannot query field "horoscope"/],
  ['GRAPHQL_VALIDATION_FAILED', { query: '{ totals { settled } }' }, /is required, but it was not provided/],
  ['QUERY_TOO_DEEP', { query: deep }, /^fields may be nested 12 deep, no deeper$/],
  ['TOO_MANY_ALIASES', { query: `{ ${aliased} }` }, /^an operation may have 30 aliases, no more$/],
  ['QUERY_TOO_COSTLY', { query: `{ ${pages} }` }, /^an operation may cost 50000, this one may cost /],
  ['QUERY_TOO_COSTLY', { query: `{ ${'__typename '.repeat(1_900)} }` }, /^Validation aborted\.$/],
  ['OPERATION_RESOLUTION_FAILURE', { query: `query a ${views} query b ${views}` }, /operation/],
  ['OPERATION_RESOLUTION_FAILURE', { query: `query a ${views}`, operationName: 'b' }, /"b"/],
  ['BAD_USER_INPUT', { query: 'query ($id: ID!) { act(id: $id) { act { id } } }' }, /^Variable "\$id"/],
  [
    'BAD_USER_INPUT',
    {
      query:
        'query ($id: ID!, $on: PlainDate!) { act(id: $id) { act { id } } acts(filter: { from: $on }) { edges { cursor } } }',
    },
    /^Variable "\$id"/,
  ],
  [
    'BAD_USER_INPUT',
    {
      query: 'query ($kinds: [ID!]) { acts(filter: { kinds: $kinds }) { edges { cursor } } }',
      variables: { kinds: Array(60).fill(null) },
    },
    /More than 20 values of the variables are wrong/,
  ],
  [
    'BAD_USER_INPUT',
    { query: 'query ($id: ID = "x") { act(id: $id) { act { id } } }', variables: { id: null } },
    /^Argument "id" of non-null type "ID!" must not be null\.$/,
  ],
];

describe('an operation that is refused speaks alone', () => {
  it.each(refused)('%s', async (code, request, message) => {
    const own = await open.post(request, strict);
    // Some rules report every place that breaks them, so a code may occur several times.
    expect([own.status, own.data, new Set(own.codes)]).toStrictEqual([400, false, new Set([code])]);
    expect(own.messages[0]).toMatch(message);
    expect(own.text).not.toMatch(/stacktrace|node_modules|\.[jt]s:/);
    const plain = await open.post(request);
    // Clients that accept plain JSON get status 200 even if the operation is refused.
    expect([plain.status, plain.codes]).toStrictEqual([200, own.codes]);
    expect(said).toStrictEqual([]);
  });

  const none: readonly (readonly [what: string, request: unknown])[] = [
    ['a request without an operation', { variables: {} }],
    ['an empty operation', { query: '' }],
    ['a query that is a number', { query: 7 }],
    ['variables that are a text', { query: views, variables: '{}' }],
    ['a subscription', { query: 'subscription { viewsMoved { name } }' }],
    [
      'a subscription whose field may be left out',
      {
        query: 'subscription ($not: Boolean!) { viewsMoved @skip(if: $not) { name } }',
        variables: { not: true },
      },
    ],
    ['a hash of another text', { query: views, ...persisted('{ views { lag } }') }],
    ['a persisted query of another version', { query: views, ...persisted(views, 2) }],
  ];
  it.each(none)('as a request that is none, whatever type is asked for: %s', async (_what, request) => {
    for (const headers of [{}, strict]) {
      expect(brief(await open.post(request, headers))).toStrictEqual({
        ...{ status: 400, codes: ['BAD_REQUEST'], data: false },
      });
    }
    expect(said).toStrictEqual([]);
  });

  it('as a mutation by GET', async () => {
    const query = encodeURIComponent('mutation { resumeImport(id: "x") { userErrors { code } } }');
    expect(await open.get(`?query=${query}`)).toMatchObject({ status: 405, codes: ['BAD_REQUEST'] });
  });
});

describe('a persisted query', () => {
  it('is not found before its text was sent with its hash', async () => {
    const text = '{ views { name lag } }';
    const missing = { status: 200, codes: ['PERSISTED_QUERY_NOT_FOUND'], data: false };
    expect(brief(await open.post(persisted(text), strict))).toStrictEqual(missing);
    expect(brief(await open.post({ query: text, ...persisted(text) }, strict))).toMatchObject({ codes: [] });
    expect(brief(await open.post(persisted(text), strict))).toStrictEqual({
      status: 200,
      codes: [],
      data: true,
    });
  });

  it('is found in a safelist without ever being sent, and nothing is added to the list', async () => {
    const listed = await start({ safelist: new Map([[hash('sha256', views), views]]) });
    const other = '{ views { lag } }';
    expect(brief(await listed.post(persisted(views)))).toStrictEqual({ status: 200, codes: [], data: true });
    await listed.post({ query: other, ...persisted(other) });
    expect(brief(await listed.post(persisted(other)))).toMatchObject({
      codes: ['PERSISTED_QUERY_NOT_FOUND'],
    });
    await listed.stop();
  });
});

describe('in production', () => {
  it('the schema is told to nobody, neither by asking for it nor by proposals', async () => {
    const asked = await production.post({ query: '{ __schema { queryType { name } } }' }, strict);
    expect(brief(asked)).toStrictEqual({ status: 400, codes: ['INTROSPECTION_DISABLED'], data: false });
    const guessed = await production.post({ query: '{ vews { name } }' }, strict);
    expect(guessed.codes).toStrictEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(guessed.text).not.toContain('views');
    expect((await open.post({ query: '{ vews { name } }' })).text).toContain('Did you mean');
    expect(brief(await open.post({ query: '{ __schema { queryType { name } } }' }))).toMatchObject({
      codes: [],
    });
  });
});

const away = (message: string): Error => new LogFault('LOG_FAULT', message);
const view = viewAt('acts', 3, { lag: 7 });

/** Errors that fields throw: the code for the client, the error, and whether the operator gets its message, too. */
const faults: readonly (readonly [code: string, error: Error, operator: boolean])[] = [
  ['BAD_USER_INPUT', fault('BAD_USER_INPUT', 'first must be from 1 to 100'), false],
  ['BAD_CURSOR', fault('BAD_CURSOR', 'the cursor is of another list'), false],
  ['BAD_CURSOR', foreignCursor(), false],
  ['SUM_TOO_LARGE', new StoreFault('SUM_TOO_LARGE', 'a count is too large'), false],
  ['UNKNOWN_DISTRICT', fault('UNKNOWN_DISTRICT', 'GB/T 2260 has no district “x”'), false],
  ['FOREIGN_POSITION', new ForeignPosition('x'), false],
  ['VIEW_BEHIND', new ViewBehind(view, positionAt(10)), false],
  ['TIMED_OUT', new DeadlinePassed(), false],
  ['LEDGER_UNAVAILABLE', away('the log does not answer'), false],
  ['LEDGER_UNAVAILABLE', new VaultFault('VAULT_FAULT', 'the vault does not answer'), false],
  ['LEDGER_UNAVAILABLE', new StoreFault('STORE_FAULT', 'the views do not answer'), false],
  ['LEDGER_UNAVAILABLE', new StorageFault('UNAVAILABLE', 'log.db cannot be read'), true],
  ['LEDGER_DAMAGED', new StorageFault('DAMAGED', 'log.db is damaged'), true],
  ['DISK_FULL', new StorageFault('DISK_FULL', 'the disk is full'), true],
  ['CLOCK_BEHIND', new ClockFault('the clock has stepped back'), true],
];

describe('an error of a field', () => {
  const cases = faults.map(([code, error, operator]) => ({ code, error, operator }));
  it.each(cases)('speaks alone: $code, $error.message', async ({ code, error, operator }) => {
    thrown = error;
    const answer = await open.post({ query: views }, strict);
    expect(answer).toMatchObject({ status: 200, codes: [code], messages: [error.message], data: false });
    expect(answer.text).toContain('"path":["views"]');
    expect(answer.text).not.toMatch(/stacktrace|node_modules|\.[jt]s:/);
    expect(said).toStrictEqual(operator ? [error.message] : []);
  });

  it('with a status of its own keeps it, whatever type is asked for', async () => {
    thrown = new GraphQLError('come later', { extensions: { code: 'TIMED_OUT', http: { status: 503 } } });
    for (const headers of [{}, strict]) expect((await open.post({ query: views }, headers)).status).toBe(503);
  });

  it('of a view that is behind says how far', async () => {
    thrown = new ViewBehind(view, positionAt(10));
    const { text } = await open.post({ query: views });
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ extensions: { code: 'VIEW_BEHIND', view: 'acts', position: positionAt(3), lag: 7 } }],
    });
  });

  it.each([
    ['a bug', new TypeError('x is not a function'), 'TypeError'],
    ['a secret', new Error('the name is “王芳”'), 'Error'],
    ['a store that was asked wrongly', new StoreFault('UNDECLARED', 'no index byName'), 'StoreFault'],
  ])(
    'that nobody foresaw tells the operator where it is, and a client nothing: %s',
    async (_what, error, kind) => {
      thrown = error;
      const answer = await open.post({ query: views }, strict);
      expect(answer).toMatchObject({
        ...{ status: 200, codes: ['INTERNAL_SERVER_ERROR'], data: false },
        messages: ['the ledger could not answer; the operator finds the reason in its log'],
      });
      expect(answer.text).not.toContain(error.message);
      expect(said).toHaveLength(1);
      expect(said[0]).toContain(kind);
      expect(said[0]).not.toContain('王芳');
    },
  );
});
