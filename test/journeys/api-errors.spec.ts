import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { ClockFault } from '@ledger/ledger/ports/clock.js';
import { LogFault } from '@ledger/ledger/ports/event-log.js';
import { StorageFault } from '@ledger/ledger/ports/storage-fault.js';
import { noFacets } from '@ledger/projections/totals/facets-blob.js';
import { nobody } from '@ledger/projections/totals/people-blob.js';
import { collectionNames } from '../support/known-views.js';
import { valuesOf } from '../architecture/schema.js';
import { openApi, type TestApi } from '../support/api.js';
import type { Coded } from './support/client.js';
import { RawLine } from '../support/raw-line.js';
import { patience } from './support/patience.js';
import { Watcher } from './support/watcher.js';

/** One server with default settings, and one server for each condition in which requests fail. */
const servers = {
  plain: () => openApi(),
  production: () => openApi({ serving: { production: true } }),
  closed: () => openApi({ serving: { safelist: new Map([['0'.repeat(64), '{ views { name } }']]) } }),
  stalled: () => openApi({ pause: () => new Promise(() => undefined), limits: { readingMsMax: 50 } }),
  short: () => openApi({ limits: { subscriptionsMax: 0 } }),
  logless: () => openApi({ trouble: () => new LogFault('LOG_FAULT', 'the disk is gone') }),
  full: () => openApi({ trouble: () => new StorageFault('DISK_FULL', 'the disk is full') }),
  damaged: () => openApi({ trouble: () => new StorageFault('DAMAGED', 'log.db is damaged') }),
  away: () => openApi({ trouble: () => new StorageFault('UNAVAILABLE', 'log.db cannot be read') }),
  late: () => openApi({ trouble: () => new ClockFault('the clock has stepped back') }),
  broken: () => openApi({ trouble: () => new Error('a secret of the inside') }),
} as const;
type Name = keyof typeof servers;

const opened = new Map<Name, TestApi>();
const api = (name: Name): TestApi => {
  const found = opened.get(name);
  if (found === undefined) throw new Error('the servers are opened before the first case');
  return found;
};

beforeAll(async () => {
  for (const name of Object.keys(servers) as Name[]) opened.set(name, await servers[name]());
}, patience);

afterAll(async () => {
  for (const each of opened.values()) await each.close();
});

const accept = 'application/graphql-response+json';
const views = '{ views { name } }';
const year = 'from: "2024-01", to: "2024-12"';

const ask = (name: Name, request: unknown): Promise<Coded> => api(name).client.codes(request, { accept });
const query =
  (text: string, name: Name = 'plain') =>
  (): Promise<Coded> =>
    ask(name, { query: text });
const sent = async (body: string, type: string): Promise<Coded> => {
  const { status, text } = await api('plain').client.post(body, { 'content-type': type, accept });
  const { errors } = JSON.parse(text) as { errors: readonly { extensions: { code: unknown } }[] };
  return { status, codes: errors.map(({ extensions }) => extensions.code), data: false };
};
/** Sends a request with a foreign Host header. A raw socket is needed because `fetch` sets the Host header itself. */
const misnamed = async (): Promise<Coded> => {
  const line = await RawLine.open(Number(new URL(api('plain').client.url).port));
  await line.sendText(
    `GET /graphql?query=${encodeURIComponent(views)} HTTP/1.1\r\nhost: evil.example\r\naccept: ${accept}\r\n\r\n`,
  );
  await line.answered();
  line.hangUp();
  const { status, body } = line.finalAnswers[0] ?? { status: 0, body: '' };
  const { errors } = JSON.parse(body) as { errors: readonly { extensions: { code: unknown } }[] };
  return { status, codes: errors.map(({ extensions }) => extensions.code), data: false };
};
const aliased = (count: number, field: string): string =>
  `{ ${Array.from({ length: count }, (_, index) => `a${String(index)}: ${field}`).join(' ')} }`;
/**
 * Writes a sum that the API cannot represent directly into the totals view, because real acts would have to be ten
 * million. Only the field with the sum fails; the rest of the response has data.
 */
const overlarge = async (): Promise<Coded> => {
  const { ledger } = api('plain');
  await ledger.fold();
  const { position } = await ledger.log.head();
  const where = { district: '460106', kind: 'station-visit', month: '2024-01', recorded: '2024-01' };
  const counts = { acts: 1, headcount: 1, sessions: 0, minutes: 0, items: 0, paidFen: 0 };
  const doc = { ...where, ...counts, amountFen: '100000000000000001', people: nobody, facets: noFacets };
  await ledger.store.putMany(collectionNames.totals, [{ key: 'too large', position, was: 'none', doc }]);
  const answer = await query(`{ totals(district: "460106", ${year}) { rows { acts amountFen } } }`)();
  expect(answer.data).toBe(true);
  return { ...answer, data: false };
};
const recorded = async (): Promise<string> => {
  const text = `mutation { recordAct(input: { idempotencyKey: "behind", kind: "station-visit", on: "2023-01-01",
    district: "330602", headcount: 1 }) { position } }`;
  const { recordAct } = await api('plain').client.ask<{ recordAct: { position: string } }>({ text });
  return recordAct.position;
};

/** For each error code: the request that provokes it, and the HTTP status of the response. */
const provoked: Readonly<Record<string, readonly [status: number, provoke: () => Promise<Coded>]>> = {
  UNKNOWN_HOST: [421, misnamed],
  CROSS_SITE: [
    403,
    () => api('plain').client.codes({ query: views }, { accept, 'sec-fetch-site': 'cross-site' }),
  ],
  MALFORMED_JSON: [400, () => sent('{"query', 'application/json')],
  UNSUPPORTED_MEDIA_TYPE: [415, () => sent(views, 'application/graphql')],
  BODY_TOO_LARGE: [413, () => sent(`{"query":"${'#'.repeat(300_000)}"}`, 'application/json')],
  BATCH_REFUSED: [400, () => ask('plain', [{ query: views }])],
  BAD_REQUEST: [400, () => ask('plain', { variables: {} })],
  NOT_SAFELISTED: [403, query(views, 'closed')],
  PERSISTED_QUERY_NOT_FOUND: [
    200,
    () => ask('plain', { extensions: { persistedQuery: { version: 1, sha256Hash: 'ab' } } }),
  ],
  TOO_MANY_TOKENS: [400, query(`{ ${'views { name } '.repeat(600)}}`)],
  GRAPHQL_PARSE_FAILED: [400, query('{ views {')],
  GRAPHQL_VALIDATION_FAILED: [400, query('{ horoscope }')],
  INTROSPECTION_DISABLED: [400, query('{ __schema { queryType { name } } }', 'production')],
  QUERY_TOO_DEEP: [400, query(`{ __type(name: "Act") { ${'ofType { '.repeat(12)}name${' }'.repeat(12)} } }`)],
  TOO_MANY_ALIASES: [400, query(aliased(31, 'views { name }'))],
  QUERY_TOO_COSTLY: [
    400,
    query(
      aliased(
        30,
        'acts(first: 100) { edges { node { id on place office worker sex reference occupation employer session headcount sessions hours items amountFen } } }',
      ),
    ),
  ],
  OPERATION_RESOLUTION_FAILURE: [400, query(`query a ${views} query b ${views}`)],
  TOO_MANY_SUBSCRIPTIONS: [
    200,
    async () => {
      const watcher = await Watcher.open(api('short').client.url);
      const codes = await watcher.codes({ query: 'subscription { viewsMoved { name } }' });
      watcher.cut();
      return { status: 200, codes, data: false };
    },
  ],
  BAD_USER_INPUT: [200, query('{ acts(first: 101) { edges { cursor } } }')],
  BAD_CURSOR: [200, query('{ acts(after: "x") { edges { cursor } } }')],
  FOREIGN_POSITION: [200, query('{ acts(atLeast: "x") { edges { cursor } } }')],
  SUM_TOO_LARGE: [200, () => overlarge()],
  UNKNOWN_DISTRICT: [200, query(`{ totals(district: "339999", ${year}) { settled } }`)],
  UNKNOWN_KIND: [200, query('{ acts(filter: { kinds: ["x"] }) { edges { cursor } } }')],
  UNKNOWN_SESSION: [200, query('{ acts(filter: { session: "x" }) { edges { cursor } } }')],
  UNKNOWN_IMPORT: [
    200,
    async () => {
      const watcher = await Watcher.open(api('plain').client.url);
      const codes = await watcher.codes({ query: 'subscription { importProgress(id: "x") { state } }' });
      watcher.cut();
      return { status: 200, codes, data: false };
    },
  ],
  VIEW_BEHIND: [200, async () => query(`{ acts(atLeast: "${await recorded()}") { edges { cursor } } }`)()],
  TIMED_OUT: [200, query('{ acts { edges { cursor } } }', 'stalled')],
  LEDGER_UNAVAILABLE: [200, query(views, 'logless')],
  DISK_FULL: [200, query(views, 'full')],
  LEDGER_DAMAGED: [200, query(views, 'damaged')],
  CLOCK_BEHIND: [200, query(views, 'late')],
  INTERNAL_SERVER_ERROR: [200, query(views, 'broken')],
};

describe('a GraphQL error', () => {
  it('has a case here for every code of the SDL', () => {
    const sdl = readFileSync(join(workspaceRoot(), 'schema', 'graphql', 'errors.graphql'), 'utf8');
    expect(Object.keys(provoked)).toStrictEqual(valuesOf(sdl, 'ErrorCode'));
  });

  it.each(Object.entries(provoked).map(([code, [status, provoke]]) => ({ code, status, provoke })))(
    'speaks alone: $code',
    async ({ code, status, provoke }) => {
      expect(await provoke()).toStrictEqual({ status, codes: [code], data: false });
    },
    patience,
  );

  it('tells the operator of what the client did not do, and of nothing else', () => {
    const reported = [...opened].map(([name, { loggedErrors }]) => [name, loggedErrors.length > 0]);
    expect(Object.fromEntries(reported)).toStrictEqual({
      ...{ plain: false, production: false, closed: false, stalled: false, short: false, logless: false },
      ...{ full: true, damaged: true, away: false, late: true, broken: true },
    });
    expect(api('full').loggedErrors).toStrictEqual(['the disk is full']);
  });

  it('says that the ledger is unavailable where its disk is, and tells the operator', async () => {
    expect(await query(views, 'away')()).toStrictEqual({
      ...{ status: 200, codes: ['LEDGER_UNAVAILABLE'], data: false },
    });
    expect(api('away').loggedErrors).toStrictEqual(['log.db cannot be read']);
  });
});

const act: Readonly<Record<string, unknown>> = {
  ...{ kind: 'health-check', on: '2023-03-01', district: '330604', amountFen: 100 },
  person: { membership: 'E-1', name: '钱', sex: 'MALE' },
};

/** For each refusal code: the input fields that provoke it. They replace fields of an act that is otherwise valid. */
const refused: readonly (readonly [code: string, wrong: Readonly<Record<string, unknown>>])[] = [
  ['BAD_KEY', { idempotencyKey: '' }],
  ['BAD_OFFICE', { office: 'a-b' }],
  ['UNKNOWN_KIND', { kind: '体检' }],
  ['MISSING_DISTRICT', { district: '' }],
  ['UNKNOWN_DISTRICT', { district: '339999' }],
  ['BAD_DATE', { on: '2023-02-30' }],
  ['DATE_IN_FUTURE', { on: '2099-01-01' }],
  ['NEGATIVE_AMOUNT', { amountFen: -1 }],
  ['BAD_COUNT', { headcount: -1 }],
  ['TEXT_TOO_LONG', { note: '长'.repeat(20_000) }],
  ['UNKNOWN_WORKER', { person: { number: '000000175' } }],
  ['UNKNOWN_SESSION', { session: 'gathering-nowhere.0' }],
  ['ONCE_PER_YEAR', { on: '2023-04-01' }],
  ['OVER_CAP', { on: '2022-03-01', amountFen: 99_999_999 }],
  ['COMMAND_ID_REUSED', { idempotencyKey: 'first', amountFen: 200 }],
  ['DUPLICATE', { reference: 'E-REF' }],
  ['REF_REUSED', { reference: 'E-REF', amountFen: 200 }],
];

describe('a user error', () => {
  const text = `mutation ($input: RecordActInput!) {
    recordAct(input: $input) { act { id person { name } } position userErrors { code } } }`;
  const record = (input: Readonly<Record<string, unknown>>): ReturnType<TestApi['client']['post']> =>
    api('plain').client.post(JSON.stringify({ query: text, variables: { input } }), {
      'content-type': 'application/json',
      accept,
    });

  beforeAll(async () => {
    const { status } = await record({ ...act, idempotencyKey: 'first', reference: 'E-REF' });
    expect(status).toBe(200);
  }, patience);

  it.each(refused)(
    'speaks alone: %s',
    async (code, wrong) => {
      const before = await api('plain').ledger.events();
      const { status, text: answer } = await record({ ...act, idempotencyKey: `key ${code}`, ...wrong });
      expect([status, JSON.parse(answer)]).toStrictEqual([
        200,
        { data: { recordAct: { act: null, position: null, userErrors: [{ code }] } } },
      ]);
      const acts = (events: typeof before): number =>
        events.filter(({ event }) => event.type.endsWith('Recorded')).length;
      expect(acts(await api('plain').ledger.events())).toBe(acts(before));
    },
    patience,
  );
});
