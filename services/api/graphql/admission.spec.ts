import { apiSchema } from '@ledger/test/support/api-schema.js';
import { parse, type GraphQLError } from 'graphql';
import { hash } from 'node:crypto';
import { limits } from './request-limits.js';
import { admission, type Admitted, type OperationRequest } from './admission.js';

const schema = apiSchema();
const open = { limits, production: false, safelist: null, over: 'WebSocket' } as const;
const admitted = admission(schema, open);
const inProduction = admission(schema, { ...open, production: true });

const isAdmitted = (judged: Admitted | readonly GraphQLError[]): judged is Admitted => 'document' in judged;
const errorsOf = (judged: Admitted | readonly GraphQLError[]): readonly GraphQLError[] =>
  isAdmitted(judged) ? [] : judged;
const reported = (
  asked: OperationRequest,
  judge = admitted,
): readonly (readonly [code: unknown, message: string])[] =>
  errorsOf(judge(asked)).map(({ extensions, message }) => [extensions['code'], message]);

const moved = 'subscription { viewsMoved { name } }';
const acts = (fields: string): string => `subscription { actsRecorded { act { ${fields} } } }`;
const times = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');

describe('a subscription', () => {
  it('is run as it was asked for', () => {
    const judged = admitted({ query: moved });
    if (!isAdmitted(judged)) throw new Error('it was refused');
    expect([judged.schema === schema, judged.operationName, judged.variableValues]).toStrictEqual([
      true,
      null,
      {},
    ]);
    expect(judged.operation).toBe(judged.document.definitions[0]);
  });

  it('may be one of several, with variables that have values', () => {
    const query = `subscription A($after: Position!) { actsRecorded(after: $after) { position } } ${moved.replace('n {', 'n B {')}`;
    expect(admitted({ query, operationName: 'A', variables: { after: 'c0de' } })).toMatchObject({
      ...{ operationName: 'A', operation: { name: { value: 'A' } }, variableValues: { after: 'c0de' } },
    });
    expect(admitted({ query, operationName: 'B', variables: null, extensions: null })).toMatchObject({
      ...{ operationName: 'B', operation: { name: { value: 'B' } }, variableValues: {} },
    });
  });
});

describe('a parsed document', () => {
  it('is validated once, however often it is sent', () => {
    const query = parse('subscription { horoscope }');
    const [first, second] = [errorsOf(admitted({ query })), errorsOf(admitted({ query }))];
    expect(first.map(({ message }) => message)).toStrictEqual([
      'Cannot query field "horoscope" on type "Subscription".',
    ]);
    expect(second[0]).toBe(first[0]);
    expect(errorsOf(admitted({ query: parse('subscription { horoscope }') }))[0]).not.toBe(first[0]);
  });
});

describe('a subscription is refused with the code that a query would get', () => {
  const deep = `${'person { acts(first: 1) { edges { node { '.repeat(4)} id ${'} } } }'.repeat(4)}`;
  const page =
    'person { acts(first: 100) { edges { node { id on place occupation employer session headcount sessions hours items amountFen paidFen state outcome office } } } }';
  const after = 'subscription ($after: Position!) { actsRecorded(after: $after) { position } }';

  it.each<readonly [what: string, OperationRequest, code: string, message: RegExp]>([
    ['that is no GraphQL', { query: 'subscription {' }, 'GRAPHQL_PARSE_FAILED', /^Syntax Error: /],
    ['that is nothing', { query: '' }, 'GRAPHQL_PARSE_FAILED', /^Syntax Error: /],
    ['of too many tokens', { query: acts('id '.repeat(2_000)) }, 'GRAPHQL_PARSE_FAILED', /2000 tokens/],
    [
      'to what there is not',
      { query: 'subscription { horoscope }' },
      'GRAPHQL_VALIDATION_FAILED',
      /"horoscope"/,
    ],
    [
      'to two things at once',
      { query: 'subscription { viewsMoved { name } actsRecorded { position } }' },
      ...(['GRAPHQL_VALIDATION_FAILED', /must select only one top level field/] as const),
    ],
    [
      'with an argument of another type',
      { query: 'subscription { actsRecorded(district: 330600) { position } }' },
      ...(['BAD_USER_INPUT', /^DistrictCode cannot be 330600: /] as const),
    ],
    ['that goes too deep', { query: acts(deep) }, 'QUERY_TOO_DEEP', /12 deep/],
    [
      'with too many aliases',
      { query: acts(times(31, (index) => `a${String(index)}: id`)) },
      'TOO_MANY_ALIASES',
      /30 aliases/,
    ],
    [
      'that costs too much',
      { query: acts(times(30, (index) => `p${String(index)}: ${page}`)) },
      'QUERY_TOO_COSTLY',
      /50000/,
    ],
    ['that is a query', { query: '{ views { name } }' }, 'BAD_REQUEST', /^a query is sent over HTTP, /],
    [
      'that is a mutation',
      { query: 'mutation { resumeImport(id: "x") { userErrors { code } } }' },
      'BAD_REQUEST',
      /^a mutation is /,
    ],
    [
      'that is one of several and not named',
      { query: `${moved.replace('n {', 'n A {')} ${moved.replace('n {', 'n B {')}` },
      'OPERATION_RESOLUTION_FAILURE',
      /^name one /,
    ],
    [
      'that is named and not there',
      { query: moved, operationName: 'A' },
      'OPERATION_RESOLUTION_FAILURE',
      /^name one /,
    ],
    ['whose variable has no value', { query: after }, 'BAD_USER_INPUT', /"\$after" of required type/],
    [
      'whose variable has another value',
      { query: after, variables: { after: 7 } },
      'BAD_USER_INPUT',
      /"\$after" got invalid value 7/,
    ],
    [
      'whose variable is null',
      { query: after, variables: { after: null } },
      'BAD_USER_INPUT',
      /"\$after" of non-null type/,
    ],
  ])('%s', (_what, asked, code, message) => {
    const errors = reported(asked);
    expect(new Set(errors.map(([each]) => each))).toStrictEqual(new Set([code]));
    expect(errors[0]?.[1]).toMatch(message);
  });

  it('with all that is wrong with it, not the first only', () => {
    expect(reported({ query: 'subscription { viewsMoved { x y } }' })).toHaveLength(2);
  });
});

describe('over HTTP', () => {
  const overHttp = admission(schema, { ...open, over: 'HTTP' });

  it('a query is run, whether its text or its document comes', () => {
    const query = 'query A { views { name } } query B($id: ID!) { act(id: $id) { act { id } } }';
    const asked = { operationName: 'B', variables: { id: 'x' } };
    for (const each of [query, parse(query)])
      expect(overHttp({ ...asked, query: each })).toMatchObject({
        ...{ operationName: 'B', operation: { name: { value: 'B' } }, variableValues: { id: 'x' } },
      });
  });

  it.each([moved, 'subscription ($not: Boolean!) { viewsMoved @skip(if: $not) { name } }'])(
    'a subscription is refused: %s',
    (query) => {
      expect(reported({ query }, overHttp)).toStrictEqual([
        ['BAD_REQUEST', 'a subscription is sent over WebSocket, at this same address'],
      ]);
    },
  );

  it('the schema is told in development only', () => {
    const query = '{ __schema { types { name } } __type(name: "Act") { name } }';
    expect(reported({ query }, overHttp)).toStrictEqual([]);
    const production = admission(schema, { ...open, production: true, over: 'HTTP' });
    expect(reported({ query }, production).map(([code]) => code)).toStrictEqual(['INTROSPECTION_DISABLED']);
  });
});

describe('in production', () => {
  it('the schema is not told by proposals', () => {
    const query = 'subscription { viewsMoved { nam } }';
    expect(reported({ query })).toStrictEqual([
      [
        'GRAPHQL_VALIDATION_FAILED',
        'Cannot query field "nam" on type "ViewState". Did you mean "name" or "lag"?',
      ],
    ]);
    expect(reported({ query }, inProduction)).toStrictEqual([
      ['GRAPHQL_VALIDATION_FAILED', 'Cannot query field "nam" on type "ViewState".'],
    ]);
  });
});

describe('with a safelist', () => {
  const safelist = new Map([[hash('sha256', moved), moved]]);
  const listed = admission(schema, { ...open, safelist });
  const persisted = (sha256Hash: unknown) => ({ persistedQuery: { version: 1, sha256Hash } });

  it.each<OperationRequest>([{ query: moved }, { query: '', extensions: persisted(hash('sha256', moved)) }])(
    'what is listed is run, by its text or its hash: %j',
    (asked) => {
      expect(reported(asked, listed)).toStrictEqual([]);
    },
  );

  it.each<OperationRequest>([
    { query: `${moved} ` },
    { query: acts('id') },
    { query: 'subscription {' },
    { query: '' },
    { query: '', extensions: {} },
    { query: '', extensions: persisted('ab') },
    { query: '', extensions: persisted(7) },
    { query: '', extensions: { persistedQuery: null } },
    { query: acts('id'), extensions: persisted(hash('sha256', moved)) },
  ])('nothing else is even read: %j', (asked) => {
    expect(reported(asked, listed)).toStrictEqual([
      ['NOT_SAFELISTED', 'this server answers known operations only, and this is none of them'],
    ]);
  });
});
