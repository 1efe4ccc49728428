import { STATUS_CODES, type Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { isAnswering } from './connection-responses.js';

/**
 * How long incoming bytes are still read and discarded before the connection is closed. Closing it with unread bytes
 * would reset the connection, and the client could lose the answer.
 */
const goodbyeMs = 1_000;

type Said = Readonly<{ status: number; message: string }>;

/** The answers to malformed requests, by the error code of Node. */
const saidOf: ReadonlyMap<unknown, Said> = new Map([
  [
    'HPE_HEADER_OVERFLOW',
    {
      status: 431,
      message:
        'the first line and the headers of a request may have 16 KiB together; send the rest in the body',
    },
  ],
  [
    'HPE_CHUNK_EXTENSIONS_OVERFLOW',
    { status: 413, message: 'the chunks of the body have extensions that are too long' },
  ],
  [
    'ERR_HTTP_REQUEST_TIMEOUT',
    { status: 408, message: 'the request did not come in whole in time; send it again' },
  ],
]);

const malformed: Said = {
  status: 400,
  message: 'this cannot be read as a request of HTTP/1.1: see its first line, its headers and its length',
};

const code: Api.ErrorCode = 'BAD_REQUEST';

const answerOf = ({ status, message }: Said): string => {
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  const head = [
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${String(Buffer.byteLength(body))}`,
    'connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
};

/**
 * Answers malformed HTTP requests with an error message; by default Node sends only a status. If an earlier request on
 * the connection is still being answered, the connection is closed instead, because the client could not tell the two
 * answers apart.
 */
export const answerUnreadable = (server: HttpServer): void => {
  const answered = new WeakSet<Duplex>();
  server.on('clientError', (error: Error & Readonly<{ code?: unknown }>, socket) => {
    if (answered.has(socket)) return;
    answered.add(socket);
    if (!socket.writable || error.code === 'ECONNRESET' || isAnswering(socket)) {
      socket.destroy();
      return;
    }
    socket.end(answerOf(saidOf.get(error.code) ?? malformed));
    socket.resume();
    const goodbye = setTimeout(() => {
      socket.destroy();
    }, goodbyeMs);
    socket.once('close', () => {
      clearTimeout(goodbye);
    });
  });
};
