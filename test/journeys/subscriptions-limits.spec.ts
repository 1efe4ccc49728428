import { setTimeout as pause } from 'node:timers/promises';
import { openApi, type TestApi } from '../support/api.js';
import { patience } from './support/patience.js';
import { actsReceived, Watcher, type Closed } from './support/watcher.js';

const opened: TestApi[] = [];
const api = async (...options: Parameters<typeof openApi>): Promise<TestApi> => {
  const each = await openApi(...options);
  opened.push(each);
  return each;
};

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
}, patience);

const moved = { query: 'subscription { viewsMoved { name } }' };
const acts = { query: 'subscription { actsRecorded(after: null) { position act { id place } } }' };

/** After this time the server has closed the connection of a client that reads nothing, even on a busy machine. */
const longBehindMs = 3_000;

const nothing = (): void => undefined;

/** Records and folds acts with long texts, so many that no socket buffer can hold them all. */
const recordMuch = async ({ client, ledger }: TestApi, count: number): Promise<void> => {
  const place = '驿'.repeat(60);
  for (let first = 0; first < count; first += 25) {
    const some = Array.from({ length: 25 }, (_, index) => first + index).map(
      (
        index,
      ) => `a${String(index)}: recordAct(input: { idempotencyKey: "much-${String(index)}", kind: "station-visit",
        on: "2023-01-01", district: "330602", place: "${place}", headcount: 1 }) { position }`,
    );
    await client.ask({ text: `mutation { ${some.join(' ')} }` });
  }
  await ledger.fold();
};

describe('a socket', () => {
  it(
    'may have so many subscriptions, and the server so many in all; one that ends makes room',
    async () => {
      const { client } = await api({ limits: { subscriptionsPerSocketMax: 2, subscriptionsMax: 3 } });
      const first = await Watcher.open(client.url);
      const second = await Watcher.open(client.url);
      expect(await first.codes(moved, '1')).toStrictEqual([]);
      expect(await first.codes(moved, '2')).toStrictEqual([]);
      expect(await first.codes(moved, '3')).toStrictEqual(['TOO_MANY_SUBSCRIPTIONS']);
      expect(await second.codes(moved, '1')).toStrictEqual([]);
      expect(await second.codes(moved, '2')).toStrictEqual(['TOO_MANY_SUBSCRIPTIONS']);
      first.send({ type: 'complete', id: '1' });
      // Both messages use one socket, so the server handles the `complete` before the new subscription.
      expect(await first.codes(moved, '4')).toStrictEqual([]);
      first.cut();
      await first.closed;
      second.cut();
    },
    patience,
  );

  it(
    'is not made where there are as many as the server takes',
    async () => {
      const { client } = await api({ limits: { socketsMax: 1 } });
      const first = await Watcher.open(client.url);
      await expect(Watcher.open(client.url)).rejects.toThrow('503');
      first.cut();
    },
    patience,
  );

  it(
    'is closed that says nothing, or too much, or something else, or asks before it says hello',
    async () => {
      const { client } = await api({ limits: { initMsMax: 1_000, bodyBytesMax: 1_000 } });
      const closedBy = async (say: (watcher: Watcher) => void): Promise<Closed> => {
        const watcher = await Watcher.connect(client.url);
        say(watcher);
        return watcher.closed;
      };
      const silent = await closedBy(nothing);
      expect(silent).toStrictEqual({ code: 4408, reason: 'Connection initialisation timeout' });
      const large = await closedBy(({ socket }) => {
        socket.send('x'.repeat(1_001));
      });
      expect(large.code).toBe(1009);
      const other = await closedBy(({ socket }) => {
        socket.send('{"type":"nonsense"}');
      });
      expect(other).toStrictEqual({ code: 4400, reason: 'Invalid message received' });
      const early = await closedBy((watcher) => {
        watcher.subscribe('1', moved);
      });
      expect(early).toStrictEqual({ code: 4401, reason: 'Unauthorized' });
    },
    patience,
  );

  it(
    'is cut off where nobody answers at its other end',
    async () => {
      const { client } = await api({ limits: { pingMs: 500 } });
      const alive = await Watcher.open(client.url);
      const dead = await Watcher.connect(client.url, { autoPong: false });
      expect((await dead.closed).code).toBe(1006);
      expect(await alive.codes(moved)).toStrictEqual([]);
      alive.cut();
    },
    patience,
  );
});

describe('a slow reader', () => {
  it(
    'is waited for without being read ahead of, cut off with a code in the end, and goes on from where it was',
    async () => {
      const server = await api({ limits: { takingMsMax: 300 } });
      const { position } = await server.ledger.log.head();
      await recordMuch(server, 2_000);
      const query = `subscription { actsRecorded(after: "${position}") { position act { id place kind { zh en code category } district { code name } recordedAt recordedBy judgedBy office } } }`;
      // Twenty subscriptions with these results need much more memory than the socket buffers of both ends have.
      const slow = await Watcher.open(server.client.url);
      slow.socket.pause();
      for (let each = 0; each < 20; each += 1) slow.subscribe(String(each), { query });
      const reads = [...(await server.readsOf(() => pause(longBehindMs)))];
      // On a busy machine the socket buffers fill more slowly. The server starts the timeout only when it has to wait
      // for the client, so the reads are counted until they stop.
      for (let more = reads; more.length > 0; reads.push(...more))
        more = [...(await server.readsOf(() => pause(longBehindMs)))];
      // 2,000 acts in pages of 50 for 20 subscriptions are 800 reads. That many would mean that the server read ahead
      // of the client.
      expect(reads.filter((read) => read === 'get acts').length).toBeLessThan(400);
      slow.socket.resume();
      expect((await slow.closed).code).toBe(4413);
      const reported = actsReceived(slow.heard, '0');
      const after = reported.at(-1)?.position;
      const again = await Watcher.open(server.client.url);
      again.subscribe('0', { query: query.replace(position, after ?? '') });
      await again.until(() => reported.length + actsReceived(again.heard, '0').length === 2_002);
      const all = [...reported, ...actsReceived(again.heard, '0')].flatMap(({ act }) => act?.id ?? []);
      expect(new Set(all).size).toBe(2_000);
      again.cut();
    },
    patience,
  );

  it(
    'who asks and asks and takes no answer is cut off, too',
    async () => {
      const { client } = await api();
      const greedy = await Watcher.open(client.url);
      greedy.socket.pause();
      const payload = { text: 'x'.repeat(100_000) };
      for (let count = 0; count < 300; count += 1) greedy.send({ type: 'ping', payload });
      await pause(longBehindMs);
      greedy.socket.resume();
      expect(await greedy.closed).toStrictEqual({
        code: 4413,
        reason: 'SLOW_CONSUMER: a message was not taken in time; go on from your last position',
      });
      expect(greedy.heard.length).toBeLessThan(300);
    },
    patience,
  );
});

describe('a position that is told', () => {
  it(
    'stands for an act that the view has: until then nothing is told',
    async () => {
      const { client, ledger } = await api();
      const watcher = await Watcher.open(client.url);
      watcher.subscribe('acts', acts);
      await watcher.until(() => actsReceived(watcher.heard, 'acts').length === 1);
      const text = `mutation { recordAct(input: { idempotencyKey: "told", kind: "station-visit", on: "2023-01-01",
        district: "330602", headcount: 1 }) { act { id } } }`;
      const { recordAct } = await client.ask<{ recordAct: { act: { id: string } } }>({ text });
      await client.ask({ text: '{ views { name } }' });
      expect(actsReceived(watcher.heard, 'acts')).toHaveLength(1);
      await ledger.fold();
      await watcher.until(() => actsReceived(watcher.heard, 'acts').length === 2);
      expect(actsReceived(watcher.heard, 'acts')[1]?.act?.id).toBe(recordAct.act.id);
      watcher.cut();
    },
    patience,
  );
});
