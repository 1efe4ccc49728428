import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { refusedSheet } from '@ledger/ledger/imports/refused-sheet.js';
import type { OrderHandler } from '@ledger/runtime/door/door.js';
import type { Caller, ImportOrders } from '@ledger/runtime/door/orders.js';
import { languageOf } from '../graphql/request-context.js';
import { showsToken } from './bearer-token.js';
import { isOtherSite } from './request-guards.js';
import { type Middleware } from './middleware.js';
import { importSentence } from '@ledger/runtime/faults/import-sentences.js';
import { ImportFault, type ImportFaultCode } from '@ledger/runtime/faults/import-fault.js';
import { importFault, unknownImport } from '@ledger/runtime/faults/import-problems.js';
import { outcomeJson } from '@ledger/runtime/imports/import-answers.js';
import { receiveUpload } from './import-upload.js';
import type { SayUnanswered } from './request-timeouts.js';
import { sendFullResponse } from './full-response.js';
import { traceOf } from '@ledger/runtime/faults/redacted-trace.js';

export const importsPath = '/imports';

const statuses: Readonly<Partial<Record<ImportFaultCode, number>>> = {
  WRONG_TOKEN: 401,
  CROSS_SITE: 403,
  UNKNOWN_IMPORT: 404,
  NOT_DONE: 409,
  SHEET_ELSEWHERE: 409,
  SHEET_GONE: 410,
  TOO_LARGE: 413,
  NOT_MULTIPART: 415,
  INTERNAL_ERROR: 500,
  TIMED_OUT: 503,
  TOO_MANY_WAITING: 503,
  DISK_FULL: 507,
};

type Exchange = Readonly<{ request: IncomingMessage; response: ServerResponse }>;
/** The entry to the ledger (`door` executes commands and queries), and the caller. */
type Asking = Readonly<{ door: OrderHandler<keyof ImportOrders>; by: Caller }>;

const answer = ({ request, response }: Exchange, status: number, body: string): void => {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  sendFullResponse(request, response, { status, headers, body });
};

/** Value of the Retry-After header, in seconds, if too many sheets are waiting. */
const retryAfterSeconds = 60;

const refuse = (exchange: Exchange, fault: ImportFault): void => {
  const { code } = fault;
  const message = importSentence(languageOf(exchange.request), fault);
  if (code === 'TOO_MANY_WAITING') exchange.response.setHeader('retry-after', String(retryAfterSeconds));
  answer(exchange, statuses[code] ?? 400, JSON.stringify({ error: { code, message } }));
};

/** Answers 503 because the ledger did not answer in time. */
export const sayImportUnanswered: SayUnanswered = (request, response, seconds) => {
  refuse({ request, response }, importFault('timedOut', { seconds }));
};

/**
 * Refuses requests of other sites' pages. A token is optional, but must be that of this process: the client has read it
 * from the data folder, and a wrong one means that the ledger has another owner now.
 */
const checkCaller = (request: IncomingMessage, token: string): void => {
  if (isOtherSite(request)) throw importFault('otherSite');
  if (request.headers.authorization === undefined || showsToken(request, token)) return;
  throw importFault('otherOwner');
};

type Imports = Readonly<{
  door: OrderHandler<keyof ImportOrders>;
  /** The caller, from the headers of the request. */
  callerOf: (request: IncomingMessage) => Caller;
  token: string;
  logError: (sentence: string) => void;
}>;

const sendRefused = async (
  { request, response }: Exchange,
  { door, by }: Asking,
  id: string,
): Promise<void> => {
  const rows = await door.handle({ order: 'GetRefusedRows', by, id });
  const name = encodeURIComponent(
    `${(rows.source.name.split(/[\\/]/).at(-1) ?? '').replace(/\.\w+$/, '')}-refused.csv`,
  );
  response.writeHead(200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename*=UTF-8''${name}`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  await pipeline(Readable.from(refusedSheet({ ...rows, language: languageOf(request) })), response);
};

const receive = async (exchange: Exchange, asking: Asking): Promise<void> => {
  const { request, response } = exchange;
  const { id, state } = await receiveUpload(request, response, asking);
  response.setHeader('location', `${importsPath}/${id}/report`);
  answer(exchange, 202, JSON.stringify({ id, state }));
};

const download = async (exchange: Exchange, path: string, asking: Asking): Promise<void> => {
  const { request } = exchange;
  const [, encoded = '', part = ''] = /^\/([^/]+)\/(report|refused\.csv)$/.exec(path) ?? [];
  if (request.method !== 'GET' || part === '') throw unknownImport(path);
  const id = decoded(encoded);
  if (part === 'report') {
    const { door, by } = asking;
    const outcome = await door.handle({ order: 'GetOutcome', by, id });
    answer(exchange, outcome.failure === null ? 200 : 422, outcomeJson(outcome, languageOf(request)));
  } else await sendRefused(exchange, asking, id);
};

const route = async (exchange: Exchange, { door, callerOf, token }: Imports): Promise<void> => {
  const { request } = exchange;
  checkCaller(request, token);
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const asking = { door, by: callerOf(request) };
  await (request.method === 'POST' && path === '/'
    ? receive(exchange, asking)
    : download(exchange, path, asking));
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const answerFault = (error: unknown, exchange: Exchange, logError: Imports['logError']): void => {
  if (exchange.response.headersSent) {
    // The response has begun, so the error cannot be reported. The client notices that the response is incomplete.
    exchange.response.destroy();
    return;
  }
  if (error instanceof ImportFault) {
    refuse(exchange, error);
    return;
  }
  logError(traceOf(error));
  refuse(exchange, importFault('unanswered'));
};

/** The routes for uploading sheets and downloading the results of imports. */
export const importsHttp =
  (imports: Imports): Middleware =>
  (request, response) => {
    const exchange = { request, response };
    route(exchange, imports).catch((error: unknown) => {
      answerFault(error, exchange, imports.logError);
    });
  };
