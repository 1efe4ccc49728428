import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => unknown;

/** Handlers with the paths under which they are mounted. They are tried in this order. */
export type Mounted = readonly (readonly [path: string, handler: Handler])[];

/** An HTTP server of `node:http` that runs real handlers of the API, without Nest and without a whole ledger. */
export type BareServer = Readonly<{
  port: number;
  server: Server;
  /** The number of connections that the server has open now. */
  connections(): Promise<number>;
  /**
   * The number of connections that the server has accepted since it started. It can lag behind the clients: a
   * connection that is open for the client may not have reached the server's event loop yet.
   */
  connectionsSoFar(): number;
  close(): Promise<void>;
}>;

/**
 * The rest of the URL after the mount path, as frameworks pass it to handlers. Null if the URL is not under this path.
 */
const below = (url: string, path: string): string | null => {
  if (url !== path && !url.startsWith(`${path}/`) && !url.startsWith(`${path}?`)) return null;
  const rest = url.slice(path.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
};

/** Calls the matching handlers one after the other. Responds 404 if none of them responds, and 500 if one throws. */
const dispatch = (mounted: Mounted, request: IncomingMessage, response: ServerResponse): void => {
  const whole = request.url ?? '/';
  const from = (first: number, error?: unknown): void => {
    const index = mounted.findIndex(([path], at) => at >= first && below(whole, path) !== null);
    const [path = '', handler] = mounted[index] ?? [];
    if (error !== undefined || handler === undefined) {
      if (response.headersSent) response.destroy();
      else response.writeHead(error === undefined ? 404 : 500, { 'content-length': 0 }).end();
      return;
    }
    request.url = below(whole, path) ?? whole;
    const run = async (): Promise<void> => {
      await handler(request, response, (problem) => {
        request.url = whole;
        from(index + 1, problem);
      });
    };
    run().catch((problem: unknown) => {
      from(index + 1, problem);
    });
  };
  from(0);
};

/** Serves the handlers on a free port. `prepare` is called with the server before it listens. */
export const serveBare = async (
  mounted: Mounted,
  prepare: (server: Server) => void = () => undefined,
): Promise<BareServer> => {
  const server = createServer((request, response) => {
    dispatch(mounted, request, response);
  });
  let connectionsSoFar = 0;
  server.on('connection', () => {
    connectionsSoFar += 1;
  });
  prepare(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // The cast is safe: `address()` of a server that listens on a TCP port is an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    server,
    connectionsSoFar: () => connectionsSoFar,
    connections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => {
          if (error === null) resolve(count);
          else reject(error);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
};
