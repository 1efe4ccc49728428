import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => unknown;

/** Where handlers stand, and the handlers there, in the order in which they are asked. */
export type Mounted = readonly (readonly [path: string, handler: Handler])[];

/** A server of `node:http` with real handlers of the API, and no ledger below it but what they are given. */
export type BareServer = Readonly<{
  port: number;
  server: Server;
  /** How many connections are open at the server's side. */
  connections(): Promise<number>;
  /** How many connections there have been: one that a client has made may still be on its way to the server. */
  connectionsSoFar(): number;
  close(): Promise<void>;
}>;

/** The path below where a handler stands, as a framework tells it; null where it is another path. */
const below = (url: string, path: string): string | null => {
  if (url !== path && !url.startsWith(`${path}/`) && !url.startsWith(`${path}?`)) return null;
  const rest = url.slice(path.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
};

/** Asks one handler after the other; what nobody answers is 404, what throws 500. */
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

/** Serves handlers on a port of its own. `prepare` sees the server before it listens. */
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
  // A server that listens on a port tells it like that.
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
