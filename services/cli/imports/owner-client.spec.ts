import { fen } from '@ledger/ledger/kernel/money.js';
import { noRemarks } from '@ledger/ledger/imports/import-remarks.js';
import { jest } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OwnerClient, type RemoteImport } from './owner-client.js';

const address = 'http://127.0.0.1:1';
const owner = new OwnerClient(address, 'secret', 'en');
const unheard = `the ledger at ${address} does not answer; is it just ending? try again`;
const unanswered = `the ledger at ${address} did not answer`;
type Sent = Readonly<{ url: string; headers: Headers; body: unknown }>;
const requests: Sent[] = [];

/** Makes the owner process send these answers, one per request. `null` means that a request gets no answer. */
const answering = (...answers: readonly unknown[]): void => {
  const left = [...answers];
  jest.spyOn(globalThis, 'fetch').mockImplementation((url, init) => {
    requests.push({ url: new Request(url).url, headers: new Headers(init?.headers), body: init?.body });
    const answer = left.shift();
    return answer == null
      ? Promise.reject(new TypeError('fetch failed'))
      : Promise.resolve(Response.json(answer));
  });
};

const folder = mkdtempSync(join(tmpdir(), 'ledger-owner-client-'));
const file = join(folder, '三月.csv');
writeFileSync(file, '日期\n');
const sheet = { file, office: '越城', worksheet: null, mapping: null };

afterEach(() => {
  jest.restoreAllMocks();
  requests.length = 0;
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const job = (said: Partial<RemoteImport>): RemoteImport => ({
  ...{ id: 'i1', state: 'DONE', file: 'a.csv', office: 'ledger', dryRun: false, actor: 'li', receivedAt: '' },
  ...{ rows: 1, judged: 1, accepted: 1, refused: [], failure: null, undo: null, position: null },
  ...said,
});
const answered = (state: RemoteImport['state']): unknown => ({ data: { import: job({ state }) } });

const states = async (): Promise<readonly string[]> => {
  const seen: string[] = [];
  for await (const { state } of owner.watch('i1')) seen.push(state);
  return seen;
};

describe('an order to the owner', () => {
  it('bears the token, and who gives it', async () => {
    answering({ data: { done: { userErrors: [] } } });
    await owner.undo('i1', '重复', '李 雷');
    const seen = requests.map(({ url, headers, body }) => [
      ...[url, headers.get('authorization'), headers.get('x-ledger-actor'), body],
    ]);
    const query =
      'mutation ($input: UndoImportInput!) { done: undoImport(input: $input) { userErrors { code message } } }';
    const body = JSON.stringify({ query, variables: { input: { id: 'i1', reason: '重复' } } });
    expect(seen).toStrictEqual([[`${address}/graphql`, 'Bearer secret', '%E6%9D%8E%20%E9%9B%B7', body]]);
  });

  it.each<readonly [string, unknown, string, string]>([
    ['is not heard', null, 'UsageFault', unheard],
    ['is refused whole', { errors: [{ message: 'too deep' }] }, 'UsageFault', `${unanswered}: too deep`],
    [
      'is answered in part',
      { data: { done: null }, errors: [{ message: 'no room' }] },
      'UsageFault',
      `${unanswered}: no room`,
    ],
    ['is answered by nothing', { data: null }, 'UsageFault', `${unanswered}: no data`],
    ['is answered by something else', {}, 'UsageFault', `${unanswered}: no data`],
    [
      'is refused',
      { data: { done: { userErrors: [{ code: 'NOT_DONE', message: 'it runs' }] } } },
      'ImportFault',
      'it runs',
    ],
  ])('that %s ends the command', async (_what, answer, name, message) => {
    answering(answer);
    await expect(owner.undo('i1', 'x', 'li')).rejects.toMatchObject({ name, message });
  });
});

describe('a sheet that is sent', () => {
  const sent = async (): Promise<readonly (readonly [string, string])[]> => {
    const form = requests[0]?.body;
    if (!(form instanceof FormData)) throw new Error('no form was sent');
    return Promise.all(
      [...form].map(
        async ([name, value]) => [name, typeof value === 'string' ? value : await value.text()] as const,
      ),
    );
  };

  it('comes after what is said of it', async () => {
    answering({ id: 'i1', state: 'received' });
    expect(await owner.upload(sheet, 'li')).toStrictEqual({ id: 'i1', state: 'received' });
    expect([requests[0]?.url, await sent()]).toStrictEqual([
      `${address}/imports`,
      [
        ['office', '越城'],
        ['sheet', '日期\n'],
      ],
    ]);
  });

  it('comes after what is asked of it', async () => {
    answering({ id: 'i1', state: 'received' });
    const controls = { rows: 12, sumFen: fen(80_000) };
    const corrections = { reason: '核对' };
    const options = { skipHidden: true, controls, allOrNothing: true, corrections };
    await owner.upload({ ...sheet, options }, 'li');
    expect((await sent()).slice(1, -1)).toStrictEqual([
      ['skipHidden', 'true'],
      ['rows', '12'],
      ['sum', '800.00'],
      ['allOrNothing', 'true'],
      ['corrections', 'true'],
      ['reason', '核对'],
    ]);
  });

  it.each<readonly [string, unknown, string, string]>([
    ['is refused', { error: { code: 'TOO_LARGE', message: 'too large' } }, 'ImportFault', 'too large'],
    ['gets no name', {}, 'UsageFault', `the ledger at ${address} answered no import`],
    ['is not taken', null, 'UsageFault', unheard],
  ])('and %s', async (_what, answer, name, message) => {
    answering(answer);
    await expect(owner.upload(sheet, 'li')).rejects.toMatchObject({ name, message });
  });

  it('must be there: nothing is sent before it was read', async () => {
    answering({ id: 'i1', state: 'received' });
    const missing = { ...sheet, file: join(folder, 'missing.csv') };
    await expect(owner.upload(missing, 'li')).rejects.toMatchObject({ code: 'UNREADABLE' });
    expect(requests).toStrictEqual([]);
  });
});

describe('an import is watched', () => {
  it.each(['DONE', 'FAILED', 'UNDONE'] as const)('until it is %s', async (last) => {
    answering(
      answered('RECEIVED'),
      answered('RUNNING'),
      answered('UNDOING'),
      answered(last),
      answered('RUNNING'),
    );
    expect(await states()).toStrictEqual(['RECEIVED', 'RUNNING', 'UNDOING', last]);
  });

  it('only if there is one', async () => {
    answering({ data: { import: null } });
    await expect(states()).rejects.toMatchObject({
      code: 'UNKNOWN_IMPORT',
      message: 'there is no import “i1”',
    });
  });
});

describe('views have caught up', () => {
  const view = (position: string, stopped: string | null = null): unknown => ({ position, stopped });

  it.each<readonly [string, readonly unknown[], number]>([
    [
      'once every one is there',
      [
        [view('p2'), view('p1')],
        [view('p2'), view('p2')],
      ],
      2,
    ],
    ['at once where they are further', [[view('p3'), view('p2')]], 1],
    ['without one that stands still', [[view('p1', 'it stopped'), view('p2')]], 1],
  ])('%s', async (_what, answers, asked) => {
    answering(...answers.map((views) => ({ data: { views } })));
    await owner.caughtUp('p2');
    expect(requests).toHaveLength(asked);
  });
});

it('a report is asked for by an escaped name, and may be refused', async () => {
  answering(
    { rows: 1, accepted: 1, refused: [], ...noRemarks },
    { error: { code: 'UNKNOWN_IMPORT', message: 'there is none' } },
  );
  expect(await owner.outcome('a/b')).toStrictEqual({
    report: { rows: 1, accepted: 1, refused: [], remarks: noRemarks },
    failure: null,
  });
  await expect(owner.outcome('x')).rejects.toMatchObject({ code: 'UNKNOWN_IMPORT' });
  expect(requests.map(({ url }) => url)).toStrictEqual([
    `${address}/imports/a%2Fb/report`,
    `${address}/imports/x/report`,
  ]);
});
