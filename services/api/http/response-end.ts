import type { ServerResponse } from 'node:http';

/**
 * Aborts when nobody can be answered any more: the client has gone, or the response was given without its handler
 * because the time for an answer was over.
 */
export const responseEnd = (response: ServerResponse): AbortSignal => {
  const over = new AbortController();
  if (response.closed) over.abort();
  else
    response.once('close', () => {
      over.abort();
    });
  return over.signal;
};
