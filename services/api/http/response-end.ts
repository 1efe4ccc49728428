import type { ServerResponse } from 'node:http';

/** Nobody can be answered any more. */
export class ResponseOver extends Error {
  override readonly name = 'ResponseOver';
  constructor() {
    super('nobody waits for the answer any more');
  }
}

/** The end of every response that somebody has asked for: one listener each, however many ask. */
const ends = new WeakMap<ServerResponse, AbortSignal>();

/**
 * Aborts, with ResponseOver, when nobody can be answered any more: the response was given, by its handler or by the
 * server because the time for an answer was over, or the client has gone.
 */
export const responseEnd = (response: ServerResponse): AbortSignal => {
  const known = ends.get(response);
  if (known !== undefined) return known;
  const end = new AbortController();
  ends.set(response, end.signal);
  const abort = (): void => {
    end.abort(new ResponseOver());
  };
  if (response.closed) abort();
  else response.once('close', abort);
  return end.signal;
};
