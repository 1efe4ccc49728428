import type { Server } from 'graphql-ws';
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Limits } from '../graphql/request-limits.js';

/** What is known of the other end of a socket. */
export type Extra = Readonly<{ request: IncomingMessage }>;

/** How the server closes a socket by itself; other codes are those of the protocol. */
export const closing = {
  stopping: [1001, 'the ledger is stopping; go on from your last position'],
  slow: [4413, 'SLOW_CONSUMER: a message was not taken in time; go on from your last position'],
} as const;

/** Answers that wait for their reader beside the one message that each subscription waits with. */
const waitingBytesMax = 1024 * 1024;
/** How long the other end of a closed socket may take to say goodbye; a slow one has much to read before. */
const goodbyeMs = 1_000;
const slowGoodbyeMs = 30_000;

/** Closes a socket, and cuts it off where its other end does not answer. */
export const close = (socket: WebSocket, [code, reason]: readonly [number, string], ms = goodbyeMs): void => {
  socket.close(code, reason);
  setTimeout(() => {
    socket.terminate();
  }, ms).unref();
};

const closeSlow = (socket: WebSocket): void => {
  close(socket, closing.slow, slowGoodbyeMs);
};

/** Asks now and then whether anybody is there. */
const keepAlive = (socket: WebSocket, ms: number): void => {
  let isThere = true;
  socket.on('pong', () => {
    isThere = true;
  });
  const asking = setInterval(() => {
    if (!isThere) {
      socket.terminate();
      return;
    }
    isThere = false;
    socket.ping();
  }, ms);
  socket.once('close', () => {
    clearInterval(asking);
  });
};

/** Resolves once the message is taken: until then its subscription reads nothing more. Whoever takes too long is cut off. */
const sendTo = (socket: WebSocket, data: string, msMax: number): Promise<void> =>
  new Promise((resolve) => {
    const late = setTimeout(() => {
      closeSlow(socket);
    }, msMax);
    // A socket that is gone needs no telling: its subscriptions end by its closing.
    socket.send(data, () => {
      clearTimeout(late);
      resolve();
    });
  });

/** Lets the protocol speak over a socket. */
export const speak = (
  socket: WebSocket,
  request: IncomingMessage,
  protocol: Server<Extra>,
  { pingMs, takingMsMax }: Limits,
): void => {
  // What is malformed or too large closes the socket with a code of WebSocket; there is nobody else to tell.
  socket.on('error', () => undefined);
  keepAlive(socket, pingMs);
  const gone = new Promise<void>((resolve) => {
    socket.once('close', () => {
      resolve();
    });
  });
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      // While it closes nothing is taken, and so nothing more is read for it.
      send: (data) => (socket.readyState === socket.OPEN ? sendTo(socket, data, takingMsMax) : gone),
      close: (code = 1000, reason = '') => {
        close(socket, [code, reason]);
      },
      onMessage: (hear) => {
        socket.on('message', (data: Buffer) => {
          if (socket.bufferedAmount > waitingBytesMax) {
            closeSlow(socket);
            return;
          }
          hear(data.toString()).catch(() => {
            close(socket, [4500, 'Internal server error']);
          });
        });
      },
    },
    { request },
  );
  socket.once('close', (code, reason) => {
    closed(code, reason.toString()).catch(() => undefined);
  });
};
