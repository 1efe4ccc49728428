import { jest } from '@jest/globals';
import { apiSchema } from '@ledger/test/support/api-schema.js';
import { endless } from '@ledger/test/support/endless-source.js';
import { fakeTimeouts, pass } from '@ledger/test/support/fake-timeouts.js';
import { SpokenLine } from '@ledger/test/support/spoken-line.js';
import type { GraphQLFormattedError } from 'graphql';
import { fault } from '../graphql/api-fault.js';
import type { Asker } from '../graphql/request-context.js';
import { limits, type Limits } from '../graphql/request-limits.js';
import type { SocketHost } from './socket-host.js';
import { protocolOf } from './socket-protocol.js';

/**
 * The connections of the current test. They are closed after it, because the protocol would otherwise wait some seconds
 * for a first message.
 */
const lines: SpokenLine[] = [];
afterEach(() => Promise.all(lines.splice(0).map((line) => line.hangUp())));

type Source = (context: object) => AsyncIterable<unknown>;

/** The protocol with a subscription on the given source. Records the reports to its host. */
const speaking = (source: Source, most: Partial<Limits> = {}) => {
  const schema = apiSchema();
  const moved = schema.getSubscriptionType()?.getFields()['viewsMoved'];
  if (moved === undefined) throw new Error('the SDL has no viewsMoved');
  moved.subscribe = (_root, _args, context: object) => source(context);
  const heard: (readonly [stage: string, actor: unknown, name: string | null, codes: readonly string[]])[] =
    [];
  const formatted: (readonly [code: unknown, thrown: unknown])[] = [];
  const host: SocketHost = {
    ...{ path: '/graphql', schema, freshId: () => 'fresh' },
    serving: { limits: { ...limits, ...most }, production: false, safelist: null, publicOrigin: null },
    contextOf: ({ headers }: Asker) => ({ headers }),
    format: (error: GraphQLFormattedError, thrown) => {
      formatted.push([error.extensions?.['code'], thrown]);
      return { message: error.message, extensions: { ...error.extensions } };
    },
    hear: (stage, { headers }, { name, codes }) => {
      heard.push([stage, headers['x-ledger-actor'], name, codes]);
    },
  };
  const protocol = protocolOf(host);
  const open = async (headers: Readonly<Record<string, string>> = {}, payload = {}): Promise<SpokenLine> => {
    const line = new SpokenLine(protocol, headers);
    lines.push(line);
    await line.say({ type: 'connection_init', payload });
    return line;
  };
  return { protocol, open, heard, formatted };
};

const query = 'subscription Moved { viewsMoved { name } }';
const sent = (name: string): object => ({ viewsMoved: [{ name }] });
const next = (id: string, name: string): object => ({ type: 'next', id, payload: { data: sent(name) } });
const refusedWith = (id: string, message: string, code: string): object => ({
  ...{ type: 'error', id, payload: [{ message, extensions: { code } }] },
});
const ack = { type: 'connection_ack' };

describe('a subscription', () => {
  it('is answered to its end, and the host hears who began it and that it ended', async () => {
    const { open, heard } = speaking(async function* () {
      yield sent('acts');
      yield sent('totals');
    });
    const line = await open({ 'x-ledger-actor': 'li' });
    await line.subscribe('1', query, 'Moved');
    expect(line.sent).toStrictEqual([
      ...[ack, next('1', 'acts'), next('1', 'totals'), { id: '1', type: 'complete' }],
    ]);
    expect(heard).toStrictEqual([
      ['begun', 'li', 'Moved', []],
      ['ended', 'li', 'Moved', []],
    ]);
  });

  it('knows who asks by the headers of the socket, and by what its first message says where they are silent', async () => {
    const contexts: object[] = [];
    const { open } = speaking(async function* (context) {
      contexts.push(context);
    });
    const line = await open({ 'x-ledger-actor': 'li' }, { 'X-Ledger-Actor': 'wang', 'X-Ledger-Role': 'aud' });
    await line.subscribe('1', query);
    expect(contexts).toStrictEqual([{ headers: { 'x-ledger-actor': 'li', 'x-ledger-role': 'aud' } }]);
  });

  it('that its client ends is heard as ended, and tells no more', async () => {
    const { open, heard } = speaking(endless);
    const line = await open();
    await line.subscribe('1', query);
    await line.say({ type: 'complete', id: '1' });
    expect(line.sent).toStrictEqual([ack]);
    expect(heard.map(([stage]) => stage)).toStrictEqual(['begun', 'ended']);
  });
});

describe('an error is formatted as over HTTP, with its code, and heard as a failure', () => {
  it('where the subscription is not admitted: it has not begun', async () => {
    const { open, heard } = speaking(endless);
    const line = await open();
    await line.subscribe('1', '{ views { name } }');
    const message = 'a query is sent over HTTP, a subscription over WebSocket';
    expect(line.sent).toStrictEqual([ack, refusedWith('1', message, 'BAD_REQUEST')]);
    expect(heard).toStrictEqual([['failed', undefined, null, ['BAD_REQUEST']]]);
  });

  it('without the status that it has over HTTP', async () => {
    const { open } = speaking(endless);
    const line = await open();
    await line.subscribe('1', 'subscription { viewsMoved @skip(if: true) { name } }');
    const message =
      'the field of a subscription must always be there: neither @skip nor @include may stand at it, nor at a fragment around it';
    expect(line.sent).toStrictEqual([ack, refusedWith('1', message, 'GRAPHQL_VALIDATION_FAILED')]);
  });

  const broken = new RangeError('the disk is full');
  const coded = fault('UNKNOWN_DISTRICT', 'there is no such district');
  it.each([
    ['what is thrown without a code is the inside of the server', broken, 'INTERNAL_SERVER_ERROR'],
    ['what is thrown with a code keeps it', coded, 'UNKNOWN_DISTRICT'],
  ])('where the source cannot be opened: %s', async (_what, error, code) => {
    const { open, heard, formatted } = speaking(() => {
      throw error;
    });
    const line = await open();
    await line.subscribe('1', query);
    const payload = { errors: [{ message: error.message, extensions: { code } }] };
    expect(line.sent).toStrictEqual([ack, { type: 'next', id: '1', payload }, { type: 'complete', id: '1' }]);
    expect(formatted).toStrictEqual([[code, error]]);
    expect(heard.map(([stage, , , codes]) => [stage, codes])).toStrictEqual([
      ['begun', []],
      ['failed', [code]],
      ['ended', []],
    ]);
  });

  it('where one answer cannot be read: that answer has it, and the subscription goes on', async () => {
    const { open, heard } = speaking(async function* () {
      yield { viewsMoved: () => Promise.reject(broken) };
      yield sent('acts');
    });
    const line = await open();
    await line.subscribe('1', query);
    const errors = [{ message: broken.message, extensions: { code: 'INTERNAL_SERVER_ERROR' } }];
    expect(line.sent).toStrictEqual([
      ack,
      { id: '1', type: 'next', payload: { data: null, errors } },
      ...[next('1', 'acts'), { id: '1', type: 'complete' }],
    ]);
    expect(heard.map(([stage, , , codes]) => [stage, codes])).toStrictEqual([
      ['begun', []],
      ['failed', ['INTERNAL_SERVER_ERROR']],
      ['ended', []],
    ]);
  });
});

describe('subscriptions at the same time', () => {
  const tooMany = (id: string, where: string, most: number): object =>
    refusedWith(
      id,
      `${where} may have ${String(most)} subscriptions, no more; end some first`,
      'TOO_MANY_SUBSCRIPTIONS',
    );

  it('are limited for a socket, and one that ends makes room', async () => {
    const { open } = speaking(endless, { subscriptionsPerSocketMax: 2 });
    const line = await open();
    for (const id of ['1', '2', '3']) await line.subscribe(id, query);
    await line.say({ type: 'complete', id: '1' });
    await line.subscribe('4', query);
    await line.subscribe('5', query);
    expect(line.sent).toStrictEqual([ack, tooMany('3', 'a socket', 2), tooMany('5', 'a socket', 2)]);
  });

  it('are limited for all sockets together, and a socket that has gone makes room', async () => {
    const { open } = speaking(endless, { subscriptionsMax: 2 });
    const [first, second] = [await open(), await open()];
    await first.subscribe('1', query);
    await second.subscribe('1', query);
    await second.subscribe('2', query);
    expect(second.sent).toStrictEqual([ack, tooMany('2', 'this server', 2)]);
    await first.hangUp();
    await second.subscribe('3', query);
    expect(second.sent).toStrictEqual([ack, tooMany('2', 'this server', 2)]);
  });

  it('of a socket that has gone are not counted, whatever is still heard of it', async () => {
    const { open } = speaking(endless, { subscriptionsMax: 1 });
    const [gone, there] = [await open(), await open()];
    await gone.hangUp();
    await gone.subscribe('1', query);
    await there.subscribe('1', query);
    expect(there.sent).toStrictEqual([ack]);
    await gone.say({ type: 'complete', id: '1' });
  });
});

describe('a socket', () => {
  afterEach(() => jest.useRealTimers());

  it('is closed that does not say in time what it is for, and one that has said it stays', async () => {
    fakeTimeouts();
    const { protocol, open } = speaking(endless, { initMsMax: 1_000 });
    const [silent, polite] = [new SpokenLine(protocol), await open()];
    lines.push(silent);
    await pass(999);
    expect(silent.closes).toStrictEqual([]);
    await pass(1);
    expect(silent.closes).toStrictEqual([[4408, 'Connection initialisation timeout']]);
    expect(polite.closes).toStrictEqual([]);
  });

  it('is closed that asks before it has said hello', async () => {
    const { protocol, heard } = speaking(endless);
    const line = new SpokenLine(protocol);
    await line.subscribe('1', query);
    await line.hangUp();
    expect([line.closes, line.sent, heard]).toStrictEqual([[[4401, 'Unauthorized']], [], []]);
  });
});
