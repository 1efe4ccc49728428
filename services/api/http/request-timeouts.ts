import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import type { Middleware } from './middleware.js';

/** How often Node looks for requests that are late, at most. */
const lateMsMax = 5_000;

/** Until an upload must have come in whole, however steadily it comes: an hour. */
const uploadMsMax = 3_600_000;

/** Says so as Node says it of a head that is late, and hangs up. */
const late = (request: IncomingMessage, response: ServerResponse): void => {
  if (request.complete) return;
  if (response.headersSent) {
    request.destroy();
    return;
  }
  response.shouldKeepAlive = false;
  response.writeHead(408, { 'content-length': 0, connection: 'close' }).end(() => {
    request.destroy();
  });
};

/** What Node itself watches: the head of every request, and what no body may outlast. */
export const punctual = (server: HttpServer, receivingMsMax: number): void => {
  server.headersTimeout = receivingMsMax;
  server.requestTimeout = Math.max(receivingMsMax, uploadMsMax);
  Object.assign(server, { connectionsCheckingInterval: Math.min(receivingMsMax, lateMsMax) });
};

/** Ends a request that has not come in whole in time. */
const inWhole =
  (receivingMsMax: number): Middleware =>
  (request, response, next) => {
    const timer = setTimeout(() => {
      late(request, response);
    }, receivingMsMax);
    for (const over of ['end', 'close'])
      request.once(over, () => {
        clearTimeout(timer);
      });
    next();
  };

/** Ends a request of which nothing more comes. */
const steadily =
  (silenceMsMax: number): Middleware =>
  (request, response, next) => {
    request.setTimeout(silenceMsMax, () => {
      late(request, response);
    });
    request.once('end', () => request.setTimeout(0));
    next();
  };

/** Requests must come in whole in time; an upload, which may be on a slow line, without so long a silence. */
export const inTime = (uploads: string, receivingMsMax: number): Middleware => {
  const [steady, whole] = [steadily(receivingMsMax), inWhole(receivingMsMax)];
  return (request, response, next) => {
    const [path = ''] = (request.url ?? '').split('?');
    const isUpload = path === uploads || path.startsWith(`${uploads}/`);
    (isUpload ? steady : whole)(request, response, next);
  };
};
