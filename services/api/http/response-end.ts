import type { ServerResponse } from 'node:http';

/** The response has been sent already, or its client has gone. */
export class ResponseOver extends Error {
  override readonly name = 'ResponseOver';
  constructor() {
    super('nobody waits for the answer any more');
  }
}

/** One signal for each response, so that a response gets only one 'close' listener. */
const ends = new WeakMap<ServerResponse, AbortSignal>();

/**
 * A signal that aborts with ResponseOver when the response is over: it was sent by its handler, the server sent a
 * timeout instead, or the client has gone.
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
