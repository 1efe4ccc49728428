import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { GraphQLError } from 'graphql';
import type { ExportFormat } from '@ledger/runtime/exports/exported.js';
import { traceOf } from '@ledger/runtime/faults/redacted-trace.js';
import type { OrderHandler } from '@ledger/runtime/door/door.js';
import type { RequestContext } from '../graphql/request-context.js';
import { fault } from '../graphql/api-fault.js';
import { extensionsOf } from '../graphql/error-format.js';
import { DeadlinePassed } from '@ledger/runtime/door/read-deadline.js';
import { exportRequestOf, type ExportRequest } from './export-request.js';
import { refuse } from './request-guards.js';
import { type Middleware } from './middleware.js';
import { ResponseOver, responseEnd } from './response-end.js';
import { ConcurrencyLimit } from './concurrency-limit.js';

export const exportsPath = '/exports';

/**
 * The number of exports that run at the same time. It is small because each export keeps a snapshot of the views open.
 */
const exportsMax = 2;
/** How many milliseconds an export may wait for a free place, and how many sending it may take. */
const turnMsMax = 10_000;
const exportMsMax = 600_000;

type Ports = Readonly<{
  door: OrderHandler<'ExportSheet'>;
  /** The caller and the preferred language, from the headers of the request. */
  contextOf: (request: IncomingMessage) => Pick<RequestContext, 'by' | 'language'>;
  logError: (sentence: string) => void;
}>;

const types: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const statuses: Readonly<Partial<Record<string, number>>> = {
  VIEW_BEHIND: 503,
  TIMED_OUT: 503,
  LEDGER_UNAVAILABLE: 503,
  INTERNAL_SERVER_ERROR: 500,
};

const codes: readonly Api.ErrorCode[] = [
  'BAD_USER_INPUT',
  'UNKNOWN_DISTRICT',
  'UNKNOWN_KIND',
  'UNKNOWN_SESSION',
  'FOREIGN_POSITION',
  'SUM_TOO_LARGE',
  'VIEW_BEHIND',
  'TIMED_OUT',
  'LEDGER_UNAVAILABLE',
];

/**
 * The code and the message that a client gets for an error; null for an internal error, whose details are only for the
 * operator.
 */
const faultAnswer = (error: unknown): Readonly<{ code: Api.ErrorCode; message: string }> | null => {
  const extensions = error instanceof GraphQLError ? error.extensions : extensionsOf(error);
  const code = codes.find((known) => known === extensions?.['code']);
  return code === undefined || !(error instanceof Error) ? null : { code, message: error.message };
};

const refuseError = (
  { logError }: Ports,
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
): void => {
  const known = faultAnswer(error);
  if (known === null) logError(traceOf(error));
  const message = 'the ledger could not answer; the operator finds the reason in its log';
  const { code } = known ?? { code: 'INTERNAL_SERVER_ERROR' };
  refuse(request, response, statuses[code] ?? 400, known ?? { code: 'INTERNAL_SERVER_ERROR', message });
};

/**
 * Waits for the first chunk, so that an error before it can still be answered with an HTTP status. The result yields
 * all chunks, the first included. Stops reading and throws ResponseOver if the client has gone before the first chunk
 * arrives.
 */
const begun = async (
  pieces: AsyncIterable<Uint8Array>,
  over: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> => {
  const reader = pieces[Symbol.asyncIterator]();
  const first = await reader.next();
  if (over.aborted) {
    await reader.return?.();
    throw new ResponseOver();
  }
  return (async function* () {
    try {
      for (let piece = first; piece.done !== true; piece = await reader.next()) yield piece.value;
    } finally {
      await reader.return?.();
    }
  })();
};

const send = async (
  { format, exported }: ExportRequest,
  all: AsyncIterable<Uint8Array>,
  response: ServerResponse,
  over: AbortSignal,
): Promise<void> => {
  const pieces = await begun(all, over);
  response.writeHead(200, {
    'content-type': types[format],
    'content-disposition': `attachment; filename="${exported.what}.${format}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  await pipeline(Readable.from(pieces, { objectMode: false }), response, {
    signal: AbortSignal.timeout(exportMsMax),
  });
};

/**
 * The chunks of the exported sheet. The export starts when the first chunk is read. Throws the error with which the
 * request is refused.
 */
const piecesOf = async (
  { door, contextOf }: Ports,
  request: IncomingMessage,
  { exported, format, names, atLeast }: ExportRequest,
): Promise<AsyncIterable<Uint8Array>> => {
  const { by, language } = contextOf(request);
  const asked = { exported, format, names, language, atLeast };
  const pieces = await door.handle({ order: 'ExportSheet', by, ...asked });
  if (pieces === null) throw fault('BAD_USER_INPUT', 'nobody has this worker number');
  return pieces;
};

const takeTurn = async (turns: ConcurrencyLimit, over: AbortSignal): Promise<void> => {
  try {
    await turns.take(AbortSignal.any([over, AbortSignal.timeout(turnMsMax)]));
  } catch {
    throw new DeadlinePassed();
  }
};

const answer = async (
  ports: Ports,
  turns: ConcurrencyLimit,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const asked = exportRequestOf(request.url ?? '/');
  if (asked === null || request.method !== 'GET') {
    const message = 'get totals, acts, payouts or history, as .csv or .xlsx';
    refuse(request, response, asked === null ? 404 : 405, { code: 'BAD_REQUEST', message });
    return;
  }
  const over = responseEnd(response);
  const pieces = await piecesOf(ports, request, asked);
  await takeTurn(turns, over);
  try {
    await send(asked, pieces, response, over);
  } finally {
    turns.giveBack();
  }
};

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/**
 * Whether an export ended because its client had gone or because the request was answered in another way, e.g. with a
 * timeout. Neither is a fault of the server.
 */
const isGone = (error: unknown): boolean =>
  error instanceof ResponseOver || codeOf(error) === 'ERR_STREAM_PREMATURE_CLOSE';

/**
 * Sends totals, acts, payouts or the history of a worker as a sheet, while the sheet is still being read from the
 * views. If the client goes away, reading stops. If the export fails after its first bytes, the connection is cut, so
 * that no client takes half a sheet for a complete one.
 */
export const exportsRoute = (ports: Ports): Middleware => {
  const turns = new ConcurrencyLimit(exportsMax);
  return (request, response) => {
    answer(ports, turns, request, response).catch((error: unknown) => {
      if (!response.headersSent && !response.closed) refuseError(ports, request, response, error);
      else {
        response.destroy();
        if (!isGone(error) && faultAnswer(error) === null)
          ports.logError(`an export broke off: ${traceOf(error)}`);
      }
    });
  };
};
