import type { Figures } from '@ledger/runtime/telemetry/request-instrumentation.js';
import type { Caller } from '@ledger/runtime/door/orders.js';
import type { IncomingMessage, ServerResponse } from 'node:http';

export const metricsPath = '/metrics';

/** Serves the metrics in the text format of Prometheus. */
export const metrics =
  ({ contentType, text }: Figures, callerOf: (request: IncomingMessage) => Caller) =>
  (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void): void => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      next();
      return;
    }
    text(callerOf(request)).then((figures) => {
      response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' });
      response.end(figures);
    }, next);
  };
