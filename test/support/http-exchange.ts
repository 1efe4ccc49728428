import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import type { Middleware } from '@ledger/api/http/middleware.js';

/** An HTTP request as Node gives it to a handler. If `body` is given, it counts as already read and parsed. */
export type Requested = Readonly<{
  method?: string;
  url?: string;
  headers?: IncomingMessage['headers'];
  body?: unknown;
}>;

/** The result of a middleware: it called `next` (with an error or undefined), or it sent a response. */
export type Exchanged = Readonly<
  { next: unknown } | { status: number; headers: Readonly<Record<string, string>>; text: string }
>;

export const requestOf = ({ method = 'GET', url = '/', headers = {}, body }: Requested): IncomingMessage =>
  Object.assign(new IncomingMessage(new Socket()), {
    ...{ method, url, headers, httpVersionMajor: 1, httpVersionMinor: 1, complete: true },
    ...(body === undefined ? {} : { body }),
  });

const parsed = (text: string): Exchanged => {
  const [head = '', ...parts] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line) => {
    const at = line.indexOf(': ');
    return [line.slice(0, at).toLowerCase(), line.slice(at + 2)] as const;
  });
  const body = parts.join('\r\n\r\n');
  return { status: Number(first.split(' ')[1]), headers: Object.fromEntries(headers), text: body };
};

/** Passes one request to a middleware in this process, without a listening server. */
export const exchange = (middleware: Middleware, requested: Requested): Promise<Exchanged> =>
  new Promise((resolve, reject) => {
    const request = requestOf(requested);
    const response = new ServerResponse(request);
    const line = new PassThrough();
    let text = '';
    line.on('data', (bytes: Buffer) => {
      text += bytes.toString();
    });
    response.useChunkedEncodingByDefault = false;
    response.assignSocket(line as unknown as Socket);
    response.once('finish', () => {
      response.emit('close');
      setImmediate(() => {
        resolve(parsed(text));
      });
    });
    try {
      middleware(request, response, (error) => {
        resolve({ next: error });
      });
    } catch (error) {
      reject(error instanceof Error ? error : new Error(String(error)));
    }
  });

/** The result if the middleware called `next` without an error. */
export const passed: Exchanged = { next: undefined };
