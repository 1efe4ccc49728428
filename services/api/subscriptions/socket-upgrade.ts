import type { Duplex } from 'node:stream';
import type * as Api from '@ledger/schema/generated/graphql.js';

const reasons = {
  403: 'Forbidden',
  404: 'Not Found',
  421: 'Misdirected Request',
  503: 'Service Unavailable',
} as const;

/** How long the client may take to end its side after it was refused. */
const leavingMsMax = 1_000;

/** Refuses to make a socket of a request, in the shape that a client of GraphQL reads, and hangs up. */
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
  // What it still sends is thrown away, so that the connection is not reset before it has read the answer.
  socket.resume();
  const leaving = setTimeout(() => socket.destroy(), leavingMsMax);
  socket.once('close', () => {
    clearTimeout(leaving);
  });
};
