import type { Duplex } from 'node:stream';
import type * as Api from '@ledger/schema/generated/graphql.js';

const reasons = {
  403: 'Forbidden',
  404: 'Not Found',
  421: 'Misdirected Request',
  503: 'Service Unavailable',
} as const;

/** How long a refused client may take to close its side of the connection. */
const leavingMsMax = 1_000;

/**
 * Refuses the upgrade to a WebSocket with an HTTP response in the shape of a GraphQL error, and closes the connection.
 */
export const refuseUpgrade = (
  socket: Duplex,
  status: keyof typeof reasons,
  code: Api.ErrorCode,
  message: string,
): void => {
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  const head = [
    `HTTP/1.1 ${String(status)} ${reasons[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${String(Buffer.byteLength(body))}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  // Incoming bytes are read and discarded: unread bytes would reset the connection before the client has read the
  // answer.
  socket.resume();
  const leaving = setTimeout(() => socket.destroy(), leavingMsMax);
  socket.once('close', () => {
    clearTimeout(leaving);
  });
};
