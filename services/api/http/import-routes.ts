import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { refusedSheet } from '@ledger/ledger/imports/refused-sheet.js';
import { languageOf } from '../graphql/request-context.js';
import { showsToken } from './bearer-token.js';
import { isOtherSite } from './request-gate.js';
import { type Middleware } from './middleware.js';
import { ImportFault, unknownImport, type ImportFaultCode } from '@ledger/runtime/faults/import-fault.js';
import type { ImportJobs } from '@ledger/runtime/imports/import-jobs.js';
import { reportJson } from '@ledger/runtime/imports/import-answers.js';
import { receiveUpload } from './import-upload.js';
import { traceOf } from '@ledger/runtime/faults/redacted-trace.js';

export const importsPath = '/imports';

const statuses: Readonly<Partial<Record<ImportFaultCode, number>>> = {
  WRONG_TOKEN: 401,
  CROSS_SITE: 403,
  UNKNOWN_IMPORT: 404,
  NOT_DONE: 409,
  SHEET_GONE: 410,
  TOO_LARGE: 413,
  NOT_MULTIPART: 415,
  INTERNAL_ERROR: 500,
  DISK_FULL: 507,
};

const answer = (response: ServerResponse, status: number, body: string): void => {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(body);
};

/** Whoever shows a token must have read it from this owner's note: else another process answers at that address. */
const checkCaller = (request: IncomingMessage, token: string): void => {
  if (isOtherSite(request))
    throw new ImportFault('CROSS_SITE', 'pages of other sites may not ask this server');
  if (request.headers.authorization === undefined || showsToken(request, token)) return;
  throw new ImportFault('WRONG_TOKEN', 'this ledger has another owner now; ask again');
};

type Imports = Readonly<{ jobs: ImportJobs; token: string; complain: (sentence: string) => void }>;

const sendRefused = async (
  request: IncomingMessage,
  response: ServerResponse,
  { jobs, id }: Readonly<{ jobs: ImportJobs; id: string }>,
): Promise<void> => {
  const { refused } = await jobs.report(id);
  const { source, mapping } = await jobs.sheet(id);
  const name = encodeURIComponent(
    `${(source.name.split(/[\\/]/).at(-1) ?? '').replace(/\.\w+$/, '')}-refused.csv`,
  );
  response.writeHead(200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename*=UTF-8''${name}`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  await pipeline(
    Readable.from(refusedSheet({ source, mapping, refused, language: languageOf(request) })),
    response,
  );
};

type Asked = Readonly<{ request: IncomingMessage; response: ServerResponse; path: string }>;

const receive = async ({ request, response }: Asked, jobs: ImportJobs): Promise<void> => {
  const { id, state } = await receiveUpload(request, jobs);
  response.setHeader('location', `${importsPath}/${id}/report`);
  answer(response, 202, JSON.stringify({ id, state }));
};

const download = async ({ request, response, path }: Asked, jobs: ImportJobs): Promise<void> => {
  const [, encoded = '', part = ''] = /^\/([^/]+)\/(report|refused\.csv)$/.exec(path) ?? [];
  if (request.method !== 'GET' || part === '') throw unknownImport(path);
  const id = decoded(encoded);
  if (part === 'report') answer(response, 200, reportJson(await jobs.report(id), languageOf(request)));
  else await sendRefused(request, response, { jobs, id });
};

const route = async (
  request: IncomingMessage,
  response: ServerResponse,
  { jobs, token }: Imports,
): Promise<void> => {
  checkCaller(request, token);
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const asked = { request, response, path };
  await (request.method === 'POST' && path === '/' ? receive(asked, jobs) : download(asked, jobs));
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const tell = (error: unknown, response: ServerResponse, complain: Imports['complain']): void => {
  if (response.headersSent) {
    // The client notices by the end that is missing.
    response.destroy();
    return;
  }
  if (error instanceof ImportFault) {
    const { code, message } = error;
    answer(response, statuses[code] ?? 400, JSON.stringify({ error: { code, message } }));
    return;
  }
  complain(traceOf(error));
  const message = 'the ledger could not answer; the operator finds the reason in its log';
  answer(response, 500, JSON.stringify({ error: { code: 'INTERNAL_ERROR', message } }));
};

/** Uploads of sheets, and downloads of what became of them. */
export const importsHttp =
  (imports: Imports): Middleware =>
  (request, response) => {
    route(request, response, imports).catch((error: unknown) => {
      tell(error, response, imports.complain);
    });
  };
