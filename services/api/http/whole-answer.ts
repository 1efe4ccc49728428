import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** An answer that is known as a whole before any of it is sent. */
export type WholeAnswer = Readonly<{ status: number; headers: OutgoingHttpHeaders; body: string }>;

/** Whether something comes after the head of a request. */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/**
 * Sends a whole answer, also while its request is still coming in. Then it says `connection: close`, so that a client
 * may stop sending, and the rest of the request is read and thrown away before the connection is closed: closing it
 * with bytes unread would reset it, and the client might lose the answer.
 */
export const sendWhole = (
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: WholeAnswer,
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
