import { jest } from '@jest/globals';
import { fakeTimeouts, pass } from '@ledger/test/support/fake-timeouts.js';
import { requestOf } from '@ledger/test/support/http-exchange.js';
import { ScriptedSocket } from '@ledger/test/support/scripted-socket.js';
import type { Server } from 'graphql-ws';
import { limits } from '../graphql/request-limits.js';
import { close, closing, speak, type Extra } from './socket-closing.js';

beforeEach(fakeTimeouts);
afterEach(() => jest.useRealTimers());

type Opened = Parameters<Server<Extra>['opened']>[0];

const [pingMs, takingMsMax] = [1_000, 300];
const slow = [4413, 'SLOW_CONSUMER: a message was not taken in time; go on from your last position'];

/** A scripted socket, and the protocol's side of it. */
const spoken = (hear: (message: string) => Promise<void> = () => Promise.resolve()) => {
  const socket = new ScriptedSocket();
  const webSocket = socket.asWebSocket();
  const request = requestOf({});
  const opened: { end: Opened; extra: Extra }[] = [];
  const closes: (readonly [code: number | undefined, reason: string | undefined])[] = [];
  const protocol: Server<Extra> = {
    opened: (end, extra) => {
      opened.push({ end, extra });
      end.onMessage(hear);
      return async (code, reason) => {
        closes.push([code, reason]);
        throw new Error('nobody hears this');
      };
    },
  };
  speak(webSocket, request, protocol, { ...limits, pingMs, takingMsMax });
  const [only] = opened;
  if (only === undefined) throw new Error('the protocol was not opened');
  return { socket, webSocket, request, closes, ...only };
};

describe('a socket that is asked whether anybody is there', () => {
  it('stays as long as it answers, and is cut off when it does not', async () => {
    const { socket } = spoken();
    await pass(pingMs - 1);
    expect(socket.pings).toBe(0);
    await pass(2 * pingMs);
    socket.isThere = false;
    await pass(pingMs);
    expect([socket.pings, socket.done]).toStrictEqual([3, []]);
    await pass(pingMs);
    expect([socket.pings, socket.done]).toStrictEqual([3, ['terminate']]);
  });

  it('is asked no more once it is closed', async () => {
    const { socket } = spoken();
    socket.emit('close', 1000, Buffer.from(''));
    await pass(3 * pingMs);
    expect([socket.pings, socket.done]).toStrictEqual([0, []]);
  });
});

/** Returns a function that tells whether the promise has resolved. */
const watched = (promise: Promise<void> | void): (() => boolean) => {
  let isDone = false;
  void Promise.resolve(promise).then(() => {
    isDone = true;
  });
  return () => isDone;
};

describe('a message', () => {
  it('is waited for until it is taken, and nothing happens to a socket that takes it in time', async () => {
    const { socket, end } = spoken();
    const isSent = watched(end.send('one'));
    await pass(takingMsMax - 1);
    expect([socket.sent, isSent()]).toStrictEqual([['one'], false]);
    socket.take();
    await pass(takingMsMax);
    expect([isSent(), socket.done]).toStrictEqual([true, []]);
  });

  it('that is not taken in time closes the socket, which then has half a minute to read what waits', async () => {
    const { socket, end } = spoken();
    const isSent = watched(end.send('one'));
    await pass(takingMsMax);
    expect([socket.done, isSent()]).toStrictEqual([[slow], false]);
    await pass(30_000 - 1);
    expect(socket.done).toStrictEqual([slow]);
    await pass(1);
    expect(socket.done).toStrictEqual([slow, 'terminate']);
  });

  it('is not sent to a socket that is being closed: whoever sends waits until it is', async () => {
    const { socket, end } = spoken();
    void end.close(4400, 'no');
    const isSent = watched(end.send('late'));
    await pass(10);
    expect([socket.sent, isSent()]).toStrictEqual([[], false]);
    socket.emit('close', 4400, Buffer.from('no'));
    await pass(0);
    expect(isSent()).toBe(true);
  });
});

describe('what is heard over a socket', () => {
  const waitingBytesMax = 1_048_576;

  it('is handed to the protocol, also while as many answers wait for their reader as may', () => {
    const heard: string[] = [];
    const { socket } = spoken(async (message) => void heard.push(message));
    socket.bufferedAmount = waitingBytesMax;
    socket.emit('message', Buffer.from('{"type":"ping"}'));
    expect([heard, socket.done]).toStrictEqual([['{"type":"ping"}'], []]);
  });

  it('is not listened to while more answers wait: the socket is closed as one that is too slow', () => {
    const heard: string[] = [];
    const { socket } = spoken(async (message) => void heard.push(message));
    socket.bufferedAmount = waitingBytesMax + 1;
    socket.emit('message', Buffer.from('{"type":"ping"}'));
    expect([heard, socket.done]).toStrictEqual([[], [slow]]);
  });

  it('closes the socket where the protocol fails over it', async () => {
    const { socket } = spoken(() => Promise.reject(new Error('disk full')));
    socket.emit('message', Buffer.from('x'));
    await pass(0);
    expect(socket.done).toStrictEqual([[4500, 'Internal server error']]);
  });
});

describe('a socket that is closed', () => {
  it('by the protocol says its code, 1000 where there is none, and has a second to answer', async () => {
    const { socket, end } = spoken();
    void end.close(4401, 'Unauthorized');
    void end.close();
    expect(socket.done).toStrictEqual([
      [4401, 'Unauthorized'],
      [1000, ''],
    ]);
    await pass(999);
    expect(socket.done).toHaveLength(2);
    await pass(1);
    expect(socket.done.slice(2)).toStrictEqual(['terminate', 'terminate']);
  });

  it('because the ledger is stopping says so with 1001', async () => {
    const { socket, webSocket } = spoken();
    close(webSocket, closing.stopping);
    expect(socket.done).toStrictEqual([[1001, 'the ledger is stopping; go on from your last position']]);
  });

  it('is told to the protocol, with whose request it was; a fault of either harms nobody', async () => {
    const { socket, request, extra, closes } = spoken();
    expect(extra).toStrictEqual({ request });
    socket.emit('error', new Error('a frame is malformed'));
    socket.emit('close', 1006, Buffer.from('cut'));
    await pass(0);
    expect(closes).toStrictEqual([[1006, 'cut']]);
  });
});
