import type { Server } from 'graphql-ws';
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Limits } from '../graphql/request-limits.js';

/** Data that the protocol library stores with each socket: the HTTP request that opened it. */
export type Extra = Readonly<{ request: IncomingMessage }>;

/** Close codes and reasons that the server uses itself; other codes are defined by the protocol. */
export const closing = {
  stopping: [1001, 'the ledger is stopping; go on from your last position'],
  slow: [4413, 'SLOW_CONSUMER: a message was not taken in time; go on from your last position'],
} as const;

/** The maximum of bytes that may wait in a socket's send buffer while the client sends further messages. */
const waitingBytesMax = 1024 * 1024;
/**
 * How long a client may take to answer the closing handshake. A slow client gets more time, because it must first read
 * the buffered messages.
 */
const goodbyeMs = 1_000;
const slowGoodbyeMs = 30_000;

/** Closes a socket. If the client does not complete the closing handshake within `ms`, the connection is cut. */
export const close = (socket: WebSocket, [code, reason]: readonly [number, string], ms = goodbyeMs): void => {
  socket.close(code, reason);
  setTimeout(() => {
    socket.terminate();
  }, ms).unref();
};

const closeSlow = (socket: WebSocket): void => {
  close(socket, closing.slow, slowGoodbyeMs);
};

/** Pings the client every `ms` milliseconds, and cuts the connection if the last ping was not answered. */
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

/**
 * Sends a message; resolves when it has been written, and until then the subscription reads nothing more. If that takes
 * longer than `msMax`, the socket is closed as too slow.
 */
const sendTo = (socket: WebSocket, data: string, msMax: number): Promise<void> =>
  new Promise((resolve) => {
    const late = setTimeout(() => {
      closeSlow(socket);
    }, msMax);
    // Errors are ignored here: if the socket is gone, its 'close' event ends its subscriptions.
    socket.send(data, () => {
      clearTimeout(late);
      resolve();
    });
  });

/** Connects a socket to the GraphQL subscription protocol. */
export const speak = (
  socket: WebSocket,
  request: IncomingMessage,
  protocol: Server<Extra>,
  { pingMs, takingMsMax }: Limits,
): void => {
  // For malformed or too large messages the WebSocket library closes the socket with a fitting code; nothing else needs
  // to be done.
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
      // A closing socket sends nothing. The promise waits until the socket is closed, so that its subscriptions read
      // nothing more.
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
