import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { handleProtocols } from 'graphql-ws';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Asker } from '../graphql/context.js';
import type { Limits } from '../graphql/limits.js';
import { correlate } from '../http/observing.js';
import type { Safelist } from '../http/safelist.js';
import { close, closing, speak } from './peer.js';
import { protocolOf } from './protocol.js';
import { isForeign, refuseUpgrade } from './upgrade.js';

/** What became of a subscription. */
export type Fate = 'begun' | 'failed' | 'ended';

/** What the sockets of one server need of it. */
export type SocketHost = Readonly<{
  path: string;
  schema: GraphQLSchema;
  serving: Readonly<{ limits: Limits; production: boolean; safelist: Safelist | null }>;
  /** What a resolver knows of who asks. */
  contextOf: (asker: Asker) => object;
  /** What of an error a client sees. */
  format: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
  /** Hears what becomes of subscriptions, with the codes of what went wrong. */
  hear: (
    fate: Fate,
    asker: Asker,
    operation: Readonly<{ name: string | null; codes: readonly string[] }>,
  ) => void;
  /** An id for a socket that brings none. */
  freshId: () => string;
}>;

/** The WebSockets of one server. */
export interface Sockets {
  /** Says goodbye to everybody; resolves when all sockets are closed. */
  close(): Promise<void>;
  readonly open: number;
}

/** Answers WebSockets of an HTTP server, over which clients subscribe. */
export const openSockets = (http: HttpServer, host: SocketHost): Sockets => {
  const { limits } = host.serving;
  const peers = new Set<WebSocket>();
  const protocol = protocolOf(host);
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.bodyBytesMax,
    handleProtocols: (offered) => handleProtocols(offered),
  });

  const accept = (socket: WebSocket, request: IncomingMessage): void => {
    peers.add(socket);
    correlate(request, host.freshId);
    socket.once('close', () => peers.delete(socket));
    speak(socket, request, protocol, limits);
  };

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // Whoever leaves in the middle of the handshake is gone; there is nothing to do about it.
    socket.on('error', () => undefined);
    const path = (request.url ?? '').split('?')[0];
    if (path !== host.path)
      refuseUpgrade(socket, 404, 'BAD_REQUEST', `sockets are opened at ${host.path} only`);
    else if (isForeign(request))
      refuseUpgrade(socket, 403, 'CROSS_SITE', 'pages of other sites may not ask this server');
    else if (peers.size >= limits.socketsMax)
      refuseUpgrade(socket, 503, 'TOO_MANY_SUBSCRIPTIONS', 'this server has as many sockets as it takes');
    else server.handleUpgrade(request, socket, head, accept);
  };
  http.on('upgrade', upgrade);

  return {
    get open() {
      return peers.size;
    },
    close: async () => {
      const gone = [...peers].map((peer) => new Promise((resolve) => peer.once('close', resolve)));
      for (const peer of peers) close(peer, closing.stopping);
      await Promise.all(gone);
    },
  };
};
