import { afterEach, describe, expect, test } from '@jest/globals';
import type { Done, ViewOrder, OnProgress } from '@ledger/runtime/rebuild/maintenance-protocol.js';
import { Door } from '@ledger/runtime/door/door.js';
import type { OrderOf } from '@ledger/runtime/door/orders.js';
import { caseworker } from '@ledger/test/support/acts.js';
import { serveBare, type BareServer } from '@ledger/test/support/bare-server.js';
import { RawLine } from '@ledger/test/support/raw-line.js';
import { maintenanceRoute } from './maintenance-route.js';

/** Answers every maintenance command as the test defines, and records the commands. */
class OrderedByTest extends Door<'MaintainViews'> {
  readonly orders: ViewOrder[] = [];

  constructor(done: (progress: OnProgress) => Promise<Done>) {
    super({
      MaintainViews: ({ work, progress }: OrderOf<'MaintainViews'>) => {
        this.orders.push(work);
        return done(progress);
      },
    });
  }
}

let server: BareServer | null = null;
let line: RawLine | null = null;

afterEach(async () => {
  line?.hangUp();
  await server?.close();
});

const serving = async (done: (progress: OnProgress) => Promise<Done>): Promise<[RawLine, OrderedByTest]> => {
  const maintenance = new OrderedByTest(done);
  server = await serveBare([
    ['/maintenance', maintenanceRoute({ door: maintenance, callerOf: () => caseworker, token: 'token' })],
  ]);
  line = await RawLine.open(server.port);
  return [line, maintenance];
};

const built: Done = { did: 'back', view: 'totals', build: 1 };
const order = JSON.stringify({ do: 'back', view: 'totals' });
const head = (length: number): string =>
  `POST /maintenance HTTP/1.1\r\nhost: ledger\r\nauthorization: Bearer token\r\ncontent-length: ${String(length)}\r\n\r\n`;

describe('an order', () => {
  test('that comes in pieces is carried out once, and told to its end', async () => {
    const [client, maintenance] = await serving(async (progress) => {
      progress(1, 2);
      return built;
    });
    await client.sendText(head(order.length) + order.slice(0, 7));
    await client.sendText(order.slice(7));
    await client.answered();
    const [answer] = client.finalAnswers;
    expect([answer?.status, answer?.body]).toStrictEqual([
      200,
      `${JSON.stringify({ ordinal: 1, of: 2 })}\n${JSON.stringify({ done: built })}\n`,
    ]);
    expect(maintenance.orders).toStrictEqual([JSON.parse(order)]);
  });

  test('that is too long is refused before its end, and the rest is taken', async () => {
    const [client, maintenance] = await serving(async () => built);
    await client.sendText(head(20_000) + 'x'.repeat(10_000));
    await client.answered();
    await client.sendText('x'.repeat(10_000));
    await client.over();
    expect([client.finalAnswers.map(({ status }) => status), client.trouble]).toStrictEqual([[400], null]);
    expect(maintenance.orders).toStrictEqual([]);
  });

  test('that breaks off is not carried out', async () => {
    const [client, maintenance] = await serving(async () => built);
    await client.sendText(head(order.length) + order.slice(0, -1));
    client.halfClose();
    await client.over();
    expect(client.finalAnswers.map(({ status }) => status)).toStrictEqual([400]);
    expect(maintenance.orders).toStrictEqual([]);
  });

  test('goes on when its client has gone, and tells nobody', async () => {
    let go: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      go = resolve;
    });
    const carriedOut = new Promise<void>((resolve) => {
      void serving(async (progress) => {
        await gone;
        progress(1, 2);
        resolve();
        return built;
      }).then(async ([client]) => {
        await client.sendText(head(order.length) + order);
        client.reset();
        go();
      });
    });
    await expect(carriedOut).resolves.toBeUndefined();
  });
});

describe('what is no order is refused with the reason, and nothing is carried out:', () => {
  const right = head(order.length) + order;
  const noOrder = 'this is no order; the ledger’s versions differ: use the one that runs';
  const noToken = 'an order brings the token that owner.json in the data folder has';

  test.each([
    ['another method', right.replace('POST', 'PUT'), 405, 'orders are posted'],
    ['another token', right.replace('Bearer token', 'Bearer tokens'), 403, noToken],
    ['no token', right.replace('authorization: Bearer token\r\n', ''), 403, noToken],
    ['no JSON', `${head(4)}back`, 400, noOrder],
    ['JSON of something else', `${head(17)}{"do":"nonsense"}`, 400, noOrder],
    ['nothing', head(0), 400, noOrder],
  ])('%s', async (_what, text, status, fault) => {
    const [client, maintenance] = await serving(async () => built);
    await client.sendText(text);
    await client.answered();
    expect(client.finalAnswers.map((answer) => [answer.status, answer.body])).toStrictEqual([
      [status, `${JSON.stringify({ fault })}\n`],
    ]);
    expect(maintenance.orders).toStrictEqual([]);
  });
});

test('an order that fails is told with its reason', async () => {
  const [client] = await serving(() => Promise.reject(new Error('there is no view “x”')));
  await client.sendText(head(order.length) + order);
  await client.answered();
  expect(client.finalAnswers.map(({ status, body }) => [status, body])).toStrictEqual([
    [200, `${JSON.stringify({ fault: 'there is no view “x”', facts: {} })}\n`],
  ]);
});
