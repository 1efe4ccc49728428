import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** A response whose whole body is known before it is sent. */
export type FullResponse = Readonly<{ status: number; headers: OutgoingHttpHeaders; body: string }>;

/** Whether a request has a body. */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/**
 * Sends a response with a known body, even while its request is still arriving. In that case the response has
 * `connection: close`, so that the client may stop sending, and the rest of the request is read and discarded before
 * the connection is closed. Closing it with unread bytes would reset the connection, and the client might lose the
 * answer.
 */
export const sendFullResponse = (
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: FullResponse,
): void => {
  const sized = { ...headers, 'content-length': Buffer.byteLength(body) };
  if (request.complete || request.destroyed || !hasBody(request)) {
    response.writeHead(status, sized).end(body);
    return;
  }
  response.writeHead(status, { ...sized, connection: 'close' }).write(body);
  const end = response.end.bind(response);
  request.once('close', () => end());
  request.resume();
};
