import { jest } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import type { INestApplication } from '@nestjs/common';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OrderHandler } from '@ledger/runtime/door/door.js';
import type { OrderName, OrderOf } from '@ledger/runtime/door/orders.js';
import { settingsFrom } from '@ledger/runtime/engines/settings.js';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { openTelemetry } from '@ledger/runtime/telemetry/ledger-telemetry.js';
import { actDocument, payoutDocument, saidText, workerDocument } from '@ledger/test/dsl/documents.js';
import { recordedAt } from '@ledger/test/dsl/project.js';
import { patience } from '@ledger/test/journeys/support/patience.js';
import { Watcher } from '@ledger/test/journeys/support/watcher.js';
import { literalOf, type Sent } from '@ledger/test/properties/api-values.js';
import { openApi, type TestApi } from '@ledger/test/support/api.js';
import { apiSchema } from '@ledger/test/support/api-schema.js';
import { answeringDoor } from '@ledger/test/support/direct-doors.js';
import { listedMiddle, viewAt } from '@ledger/test/support/query-stub.js';
import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';

const folder = join(workspaceRoot(), 'services', 'api');
const schema = apiSchema();
const view = viewAt(7);

/**
 * Answers without a ledger to the queries that lead to the field under test. Other commands and queries get no answer.
 */
const answers = {
  ListActs: ({ asked }: OrderOf<'ListActs'>) => {
    const sealed = { name: saidText('王芳'), note: saidText('x'), place: null, sealedPlace: saidText('x') };
    return asked.map(() => ({ listed: listedMiddle(actDocument({ ...sealed, worker: 17 })), view }));
  },
  FindWorker: () => {
    const [membership, name, nationalId, phone] = ['a', 'b', 'c', 'd'].map(saidText);
    return { worker: workerDocument({ membership, name, nationalId, phone }), view };
  },
  ListPayouts: () => ({ listed: listedMiddle(payoutDocument({ worker: 17 })), view }),
  GetTotals: () => {
    const figures = { acts: 1, headcount: 1, people: 1, sessions: 1, minutes: 1, items: 1 };
    const row = { status: 'all', key: null, ...figures, amountFen: 1n, paidFen: 1n };
    return { rows: [row], settled: true, view };
  },
  FindImport: () => {
    const by = { actor: 'li', role: 'caseworker', district: null };
    const counts = { rows: 1, judged: 1, accepted: 0, refused: new Map() };
    const undo = {
      reason: null,
      by: { ...by, at: recordedAt },
      endedAt: null,
      acts: 1,
      judged: 0,
      undone: 0,
      left: 1,
    };
    const open = { failure: null, undo, sheetKeptUntil: null, position: null };
    const job = { id: 'a', state: 'done', file: 'a.csv', office: 'LEDGER', dryRun: false, by };
    return { ...job, receivedAt: recordedAt, endedAt: recordedAt, ...counts, ...open };
  },
} as const;

const answering = answeringDoor(answers);
const allowed = new Set<OrderName>();
const refused: OrderName[] = [];

/** A ledger door (it runs commands and queries) that refuses everything except what the test allows. */
const closed: OrderHandler = {
  handle: async (order) => {
    if (allowed.has(order.order)) return answering.handle(order);
    refused.push(order.order);
    throw new Error(`the door is closed for ${order.order}`);
  },
};

type Routed = Readonly<{ router: Readonly<{ stack: readonly Readonly<{ rawPath: string }>[] }> }>;

let api: TestApi;
let app: INestApplication;
beforeAll(async () => {
  const made = jest.spyOn(NestFactory, 'create');
  const figures = openTelemetry(settingsFrom({})).figuresOf({ door: closed });
  api = await openApi({ around: () => closed, serving: { figures } });
  app = (await made.mock.results[0]?.value) as INestApplication;
}, patience);
beforeEach(() => {
  allowed.clear();
  refused.splice(0);
});
afterAll(() => api.close(), patience);

/** Valid values for arguments and input fields, by their names. */
const values: Readonly<Record<string, Sent>> = {
  ...{ kind: 'health-check', on: '2024-03-01', district: '330603', reason: 'x', amountFen: 100 },
  ...{
    from: '2024-01',
    to: '2024-02',
    number: '000000175',
    name: '王芳',
    headcount: 1,
    act: 'passbook-1-2024.0',
  },
  ...{ membership: 'W-1', workers: ['000000175'], worker: '000000175' },
};

const valueOf = (name: string, type: GraphQLInputType): Sent => {
  if (isNonNullType(type)) return valueOf(name, type.ofType);
  const known = values[name];
  if (known !== undefined) return known;
  if (isListType(type)) return [valueOf(name, type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name ?? null;
  if (isInputObjectType(type)) {
    const given = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) || ['amountFen', 'name', 'membership'].includes(field.name),
    );
    return Object.fromEntries(given.map((field) => [field.name, valueOf(field.name, field.type)]));
  }
  return 'a';
};

type Field = GraphQLField<unknown, unknown>;

/** The text that selects a field in a query, with its required arguments and subfields. */
const asking = (field: Field): string => {
  const given = field.args
    .filter(({ name, type }) => isNonNullType(type) || (field.name === 'worker' && name === 'number'))
    .map(({ name, type }) => `${name}: ${literalOf(valueOf(name, type), type)}`);
  const argued = given.length === 0 ? field.name : `${field.name}(${given.join(', ')})`;
  return `asked: ${argued}${isCompositeType(getNamedType(field.type)) ? ' { __typename }' : ''}`;
};

/** All values of the field `asked`, the alias of the field under test, in an answer. */
const askedIn = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value.flatMap(askedIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => (name === 'asked' ? [each] : askedIn(each)));
};

const answerTo = async (
  query: string,
): Promise<Readonly<{ data?: unknown; errors?: readonly unknown[] }>> => {
  const { text } = await api.client.post(JSON.stringify({ query }));
  return JSON.parse(text) as Readonly<{ data?: unknown; errors?: readonly unknown[] }>;
};

const fieldsOf = (type: string): readonly Field[] => {
  const found = schema.getType(type);
  if (!isObjectType(found)) throw new Error(`the SDL has no type ${type}`);
  return Object.values(found.getFields());
};

const roots = (type: string): readonly (readonly [name: string, field: Field])[] =>
  fieldsOf(type).map((field) => [field.name, field]);

describe('behind a door that refuses everything', () => {
  describe.each(['Query', 'Mutation'])('every field of %s', (type) => {
    it.each(roots(type))('answers no data, and came to the door: %s', async (_name, field) => {
      const { data, errors } = await answerTo(`${type.toLowerCase()} { ${asking(field)} }`);
      expect(askedIn(data).filter((value) => value !== null)).toStrictEqual([]);
      expect([errors?.length, refused.length]).toStrictEqual([1, 1]);
    });
  });

  it.each(roots('Subscription'))('nothing is told of %s', async (_name, field) => {
    const watcher = await Watcher.open(api.client.url);
    expect(await watcher.codes({ query: `subscription { ${asking(field)} }` })).toStrictEqual([
      'INTERNAL_SERVER_ERROR',
    ]);
    expect(refused).toHaveLength(1);
    watcher.socket.terminate();
  });
});

/** How a query reaches each type: the ledger query that must be answered, and the text before and after the field. */
const ways: Readonly<Record<string, readonly [order: keyof typeof answers, before: string, after: string]>> =
  {
    Act: ['ListActs', 'acts { edges { node {', '} } }'],
    Worker: ['FindWorker', 'worker(number: "000000175") { worker {', '} }'],
    Import: ['FindImport', 'import(id: "a") {', '}'],
    ImportUndo: ['FindImport', 'import(id: "a") { undo {', '} }'],
    PayoutConnection: ['ListPayouts', 'payouts {', '}'],
    Payout: ['ListPayouts', 'payouts { edges { node {', '} } }'],
    Totals: ['GetTotals', 'totals(from: "2024-01", to: "2024-02") { settled', '}'],
    TotalsRow: ['GetTotals', 'totals(from: "2024-01", to: "2024-02") { rows {', '} }'],
  };

/** Fields that only show what their parent object contains, so that they send no query. */
const showing = [
  ...['ViewState.stopped', 'ViewState.incompleteCount', 'ViewState.incomplete'],
  ...['ActRecorded.act', 'Import.failure'],
];

/** Every field with a resolver of its own, found in the source files. */
const resolved = ['graphql', 'subscriptions'].flatMap((room) =>
  readdirSync(join(folder, room))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .flatMap((name) =>
      readFileSync(join(folder, room, name), 'utf8')
        .split(/@Resolver\((?=')/)
        .slice(1)
        .flatMap((part) => {
          const [, type = ''] = /^'(\w+)'/.exec(part) ?? [];
          return [...part.matchAll(/@ResolveField\(\)\s+(?:async )?(\w+)\(/g)].map(
            ([, field = '']) => `${type}.${field}`,
          );
        }),
    ),
);

describe('where a parent was answered before the door was closed', () => {
  it('fields with a resolver are found', () => {
    expect(resolved).toEqual(expect.arrayContaining(['Act.history', 'Worker.name', ...showing]));
  });

  it.each(resolved.filter((name) => !showing.includes(name)))('%s answers no data', async (name) => {
    const [type = '', wanted = ''] = name.split('.');
    const field = fieldsOf(type).find((each) => each.name === wanted);
    const [order, before, after] = ways[type] ?? [];
    if (field === undefined || order === undefined) throw new Error(`nobody says how ${name} is reached`);
    allowed.add(order);
    const { data, errors } = await answerTo(`{ ${before ?? ''} ${asking(field)} ${after ?? ''} }`);
    expect(askedIn(data).filter((value) => value !== null)).toStrictEqual([]);
    expect(errors).toHaveLength(1);
    expect(refused).not.toStrictEqual([]);
  });
});

type Case = readonly [method: string, path: string, body: (() => FormData | string) | null];

const form = (): FormData => {
  const filled = new FormData();
  filled.append('sheet', new Blob(['类别,日期\n']), 'a.csv');
  return filled;
};

/** Requests for each HTTP path; null if the path gives out no data of the ledger. */
const routes: Readonly<Record<string, readonly Case[] | null>> = {
  '/health': null,
  '/ide': null,
  '/graphql': [],
  '/metrics': [['GET', '/metrics', null]],
  '/exports': [
    'totals.csv?from=2024-01&to=2024-02',
    'acts.xlsx',
    'payouts.csv',
    'history.csv?worker=000000175',
  ].map((path): Case => ['GET', `/exports/${path}`, null]),
  '/imports': [
    ['POST', '/imports', form],
    ['GET', '/imports/a/report', null],
    ['GET', '/imports/a/refused.csv', null],
  ],
  '/maintenance': [['POST', '/maintenance', () => JSON.stringify({ do: 'builds' })]],
};

describe('every path of the server', () => {
  it('is known here', () => {
    const { router } = app.getHttpAdapter().getInstance() as Routed;
    const paths = new Set(router.stack.map(({ rawPath }) => rawPath));
    // What stands at the root is passed by every request.
    expect([...paths].filter((path) => path !== '/').toSorted()).toStrictEqual(
      Object.keys(routes).toSorted(),
    );
  });

  it.each<Case>(Object.values(routes).flatMap((cases) => cases ?? []))(
    'answers no data, and came to the door: %s %s',
    async (method, path, body) => {
      const url = api.client.url.replace('/graphql', path);
      const response = await fetch(url, {
        ...{ method, headers: { authorization: 'Bearer token' } },
        ...(body === null ? {} : { body: body() }),
      });
      const text = await response.text();
      // The response to a maintenance command is streamed: it has begun already when the command fails.
      if (path === '/maintenance')
        expect(Object.keys(JSON.parse(text) as object)).toStrictEqual(['fault', 'facts']);
      else expect(response.status).toBe(500);
      expect(refused).toHaveLength(1);
    },
  );
});
