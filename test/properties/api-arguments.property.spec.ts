import type { ErrorCode } from '@ledger/schema/generated/graphql.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { limits } from '@ledger/api/graphql/request-limits.js';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { categories } from '@ledger/schema/catalogue/categories.js';
import { kinds } from '@ledger/schema/catalogue/kinds.js';
import fc from 'fast-check';
import type { GraphQLObjectType } from 'graphql';
import { valuesOf } from '../architecture/schema.js';

import { Watcher } from '../journeys/support/watcher.js';
import { openApi, type TestApi } from '../support/api.js';
import { apiSchema } from '../support/api-schema.js';
import { propertyRuns, testExtent } from '../support/test-extent.js';
import { requestFor, type Request } from './api-documents.js';
import { jsonOf, type Choose, type Known } from './api-values.js';

const patience = 1_200_000;
const internal: ErrorCode = 'INTERNAL_SERVER_ERROR';
const sdl = readFileSync(join(workspaceRoot(), 'schema', 'graphql', 'errors.graphql'), 'utf8');
const codes: ReadonlySet<unknown> = new Set(valuesOf(sdl, 'ErrorCode').filter((code) => code !== internal));
const schema = apiSchema();

const rootOf = (kind: 'query' | 'mutation' | 'subscription'): GraphQLObjectType => {
  const roots = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  };
  const root = roots[kind];
  if (root == null) throw new Error(`the SDL has no ${kind}`);
  return root;
};

let api: TestApi;
let known: Known = { texts: [], right: {} };

type Submitted = Readonly<Record<string, unknown>>;

const order = async (
  mutation: 'recordAct' | 'requestSubsidy',
  input: Submitted,
): Promise<Readonly<{ id: string; position: string }>> => {
  const text = `mutation ($input: RecordActInput!) { done: ${mutation}(input: $input) { act { id } position } }`;
  const idempotencyKey = `seed ${String(input['kind'])}`;
  const { done } = await api.client.ask<{ done: { act: { id: string } | null; position: string } }>(
    { text },
    { input: { idempotencyKey, ...input } },
  );
  if (done.act === null) throw new Error(`${mutation} was refused`);
  return { id: done.act.id, position: done.position };
};

/** All texts in a response. They are used as arguments later, also where another kind of text belongs. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

const pages = `{ acts { edges { cursor } } payouts { edges { cursor } } imports { edges { cursor } }
  totals(from: "2024-01", to: "2024-12") { events { edges { cursor } } }
  worker(membership: "A-1", office: "keqiao") { worker { acts { edges { cursor } } } } }`;
const number = '{ worker(membership: "A-1", office: "keqiao") { worker { number } } }';

/**
 * Manipulated cursors: the list name is right, but the sort keys in them are missing, added or replaced by odd values.
 */
const forged = (cursor: string): readonly string[] => {
  const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as readonly unknown[];
  const others = [null, '', '\u0000', '\ud800', -1, 1.5, 1e308, 2 ** 60, '长'.repeat(100)];
  const places = parts.slice(1).map((_part, index) => index + 1);
  return [parts.slice(0, 1), parts.slice(0, -1), [...parts, null]]
    .concat(places.flatMap((place) => others.map((other) => parts.with(place, other))))
    .map((forgedParts) => Buffer.from(JSON.stringify(forgedParts)).toString('base64url'));
};

beforeAll(async () => {
  api = await openApi();
  const act = { on: '2024-03-01', district: '330784', office: 'keqiao' };
  const person = { membership: 'A-1', name: '钱', sex: 'MALE', employer: '饿了么', occupation: '骑手' };
  const seeds = [
    await order('recordAct', { ...act, kind: 'health-check', person, amountFen: 100, reference: 'R-1' }),
    await order('recordAct', { ...act, kind: 'station-visit', headcount: 3 }),
    await order('recordAct', { ...act, kind: 'skills-training', sessions: 1, headcount: 9, hours: 2 }),
    await order('requestSubsidy', { ...act, kind: 'education-subsidy', person, amountFen: 5_000 }),
  ];
  await api.ledger.fold();
  const numbers = textsIn(await api.client.ask<unknown>({ text: number }));
  const cursors = textsIn(await api.client.ask<unknown>({ text: pages }));
  const acts = seeds.map(({ id }) => id);
  const streams = acts.map((id) => id.slice(0, id.lastIndexOf('.')));
  const positions = seeds.map(({ position }) => position);
  known = {
    texts: [...acts, ...streams, ...positions, ...cursors, ...numbers, 'A-1', 'R-1', '饿了么', 'keqiao'],
    right: {
      ...{
        act: acts,
        id: acts,
        session: [...acts, ...streams],
        atLeast: positions,
        membership: ['A-1', 'A-2'],
      },
      ...{ after: [...cursors, ...cursors.flatMap(forged), ...positions], before: cursors.flatMap(forged) },
      ...{
        number: numbers,
        worker: numbers,
        workers: numbers,
        office: ['keqiao'],
        district: ['330784', '330700'],
      },
      ...{ kind: kinds.map(({ code }) => code), kinds: kinds.map(({ code }) => code) },
      ...{ categories: categories.map(({ code }) => code), employers: ['饿了么'], reason: ['写错了'] },
    },
  };
}, patience);

afterAll(async () => {
  await api.close();
});

type Answer = Readonly<{
  errors?: readonly Readonly<{ message: string; extensions?: { code?: unknown } }>[];
}>;

/**
 * The errors of a response that must not occur: internal errors, unknown codes, and messages without readable words.
 * Errors with a known code are correct, because the client can act on them.
 */
const wrongIn = ({ errors = [] }: Answer): readonly unknown[] =>
  errors.filter(({ message, extensions }) => !codes.has(extensions?.code) || !/\p{L}{2,}.*\s/u.test(message));

const seeded = testExtent === 'long' ? {} : { seed: 20_261_127 };

/** Expects that the response contains no internal error, and that the server reported no problem to the operator. */
const expectMendable = (request: Request, answer: Answer, loggedBefore: number): void => {
  const loggedErrors = api.loggedErrors.slice(loggedBefore);
  const variables = jsonOf(request.variables).slice(0, 2_000);
  expect({ query: request.query, variables, wrong: wrongIn(answer), loggedErrors }).toStrictEqual({
    ...{ query: request.query, variables, wrong: [], loggedErrors: [] },
  });
};

const overHttp = async (request: Request): Promise<void> => {
  const before = api.loggedErrors.length;
  const body = `{"query":${JSON.stringify(request.query)},"variables":${jsonOf(request.variables)}}`;
  const { status, text } = await api.client.post(body);
  expectMendable(request, JSON.parse(text) as Answer, before);
  expect([200, 413]).toContain(status);
};

/** Subscribes on the socket that all runs share. A request must not make the server close it. */
const overSocket = async (watcher: Watcher, request: Request): Promise<void> => {
  const before = api.loggedErrors.length;
  const from = watcher.heard.length;
  const id = String(from);
  const payload = `{"query":${JSON.stringify(request.query)},"variables":${jsonOf(request.variables)}}`;
  // Larger messages are skipped: the protocol refuses them by closing the socket.
  if (payload.length > limits.bodyBytesMax / 2) return;
  watcher.socket.send(`{"type":"subscribe","id":"${id}","payload":${payload}}`);
  const { type, payload: said } = await watcher.until((message) => message.id === id, from);
  const answer = type === 'error' ? { errors: said as Answer['errors'] } : said;
  expectMendable(request, answer as Answer, before);
  watcher.send({ type: 'complete', id });
};

const expectAnswered = (
  kind: 'query' | 'mutation' | 'subscription',
  runs: number,
  attempt: (request: Request) => Promise<void>,
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(fc.gen(), async (gen) => {
      const choose: Choose = (arbitrary) => gen(arbitrary);
      await attempt(requestFor(choose, known, kind, rootOf(kind)));
    }),
    // No shrinking after a failure: the failed request may have changed the ledger or closed the socket, so smaller
    // requests would no longer be judged on the same state.
    { numRuns: propertyRuns(runs), endOnFailure: true, ...seeded },
  );

describe('whatever is asked by whatever arguments is answered, or told as the fault of who asks', () => {
  it('in queries', () => expectAnswered('query', 1_500, overHttp), patience);

  it('in mutations', () => expectAnswered('mutation', 1_500, overHttp), patience);

  it(
    'in subscriptions, all of them on one socket',
    async () => {
      const watcher = await Watcher.open(api.client.url);
      await expectAnswered('subscription', 1_000, (request) => overSocket(watcher, request));
      watcher.cut();
    },
    patience,
  );

  it(
    'and afterwards the ledger goes on: every event that was let in can be folded',
    async () => {
      await api.ledger.fold();
      const { views } = await api.client.ask<{
        views: readonly Readonly<{ lag: number; incompleteCount: number; stopped: unknown }>[];
      }>({
        text: '{ views { lag stopped incompleteCount } }',
      });
      expect(views).toStrictEqual(Array(views.length).fill({ lag: 0, stopped: null, incompleteCount: 0 }));
      expect(await api.ledger.events()).not.toHaveLength(0);
    },
    patience,
  );
});
