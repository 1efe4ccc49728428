import type { SocketHost } from './socket-host.js';
import { handleProtocols } from 'graphql-ws';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { addressOf } from '../http/request-address.js';
import { correlate } from '../http/request-log.js';
import { close, closing, speak } from './socket-closing.js';
import { protocolOf } from './socket-protocol.js';
import { turnedAway } from '../http/host-guard.js';
import { isOtherSite } from '../http/request-guards.js';
import { refuseUpgrade } from './socket-upgrade.js';

export interface Sockets {
  /** Closes all sockets with the code for a stopping server; resolves when all are closed. */
  close(): Promise<void>;
  readonly open: number;
}

/** Accepts WebSocket connections for subscriptions on an HTTP server. */
export const openSockets = (http: HttpServer, host: SocketHost): Sockets => {
  const { limits } = host.serving;
  const sockets = new Set<WebSocket>();
  const protocol = protocolOf(host);
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.bodyBytesMax,
    handleProtocols: (offered) => handleProtocols(offered),
  });

  const accept = (socket: WebSocket, request: IncomingMessage): void => {
    sockets.add(socket);
    correlate(request, host.freshId);
    socket.once('close', () => sockets.delete(socket));
    speak(socket, request, protocol, limits);
  };

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // A client may disconnect during the handshake. Without this listener the error would end the process.
    socket.on('error', () => undefined);
    const away = turnedAway(request.headers, host.serving.publicOrigin);
    const path = addressOf(request.url).path;
    if (away !== null) refuseUpgrade(socket, away.status, away.code, away.message);
    else if (path !== host.path)
      refuseUpgrade(socket, 404, 'BAD_REQUEST', `sockets are opened at ${host.path} only`);
    else if (isOtherSite(request))
      refuseUpgrade(socket, 403, 'CROSS_SITE', 'pages of other sites may not ask this server');
    else if (sockets.size >= limits.socketsMax)
      refuseUpgrade(socket, 503, 'TOO_MANY_SUBSCRIPTIONS', 'this server has as many sockets as it takes');
    else server.handleUpgrade(request, socket, head, accept);
  };
  http.on('upgrade', upgrade);

  return {
    get open() {
      return sockets.size;
    },
    close: async () => {
      const gone = [...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const socket of sockets) close(socket, closing.stopping);
      await Promise.all(gone);
    },
  };
};
