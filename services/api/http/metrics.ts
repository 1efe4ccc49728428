import type { IncomingMessage, ServerResponse } from 'node:http';

export const metricsPath = '/metrics';

/** What the figures are written as, and how. */
export type Figures = Readonly<{ contentType: string; text: () => Promise<string> }>;

/** The figures, for Prometheus. */
export const metrics =
  ({ contentType, text }: Figures) =>
  (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void): void => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      next();
      return;
    }
    text().then((figures) => {
      response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' });
      response.end(figures);
    }, next);
  };
