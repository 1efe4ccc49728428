import type { Next, Middleware } from './middleware.js';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { note } from './request-log.js';
import { errorIn } from '../graphql/error-sentences.js';
import { graphqlJson, wantsGraphqlJson } from '../graphql/graphql-media-type.js';
import { fieldOf } from '../graphql/json-field.js';
import { languageOf } from '../graphql/request-context.js';
import { hashAsked, unlisted, type Safelist } from '../graphql/safelist.js';
import { addressOf } from './request-address.js';
import type { SayUnanswered } from './request-timeouts.js';
import { sendFullResponse } from './full-response.js';

type Parsed = IncomingMessage & Readonly<{ body?: unknown }>;

/** Refuses a request before it reaches GraphQL, with a body in the shape of a GraphQL error. */
export const refuse = (
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  error: Readonly<{ code: Api.ErrorCode; message: string }>,
): void => {
  const type = wantsGraphqlJson(request.headers.accept) ? graphqlJson : 'application/json';
  const { code, message } = error;
  note({ codes: [code] });
  const headers = { 'content-type': `${type}; charset=utf-8` };
  const shownError = errorIn(languageOf(request), { message, extensions: { code } });
  const body = JSON.stringify({ errors: [shownError] });
  sendFullResponse(request, response, { status, headers, body });
};

/** Answers 503 (TIMED_OUT) because the ledger did not answer in time. */
export const sayUnanswered: SayUnanswered = (request, response, seconds) => {
  const message = `the ledger did not answer within ${String(seconds)} seconds; ask again. What a mutation has written stays written`;
  refuse(request, response, 503, { code: 'TIMED_OUT', message });
};

/**
 * Whether a browser sent the request for a page of another site. Clients that send no Sec-Fetch-Site header count as no
 * browsers.
 */
export const isOtherSite = ({ headers }: IncomingMessage): boolean => {
  const from = headers['sec-fetch-site'];
  return from !== undefined && from !== 'same-origin' && from !== 'none';
};

/**
 * Refuses requests that a browser sends for a page of another site. Such a page cannot read the answer, but it could
 * make the ledger work and measure how long the work takes. Clients that send no Sec-Fetch-Site header are not browsers
 * and are let through.
 */
export const ownSite: Middleware = (request, response, next) => {
  if (!isOtherSite(request)) {
    next();
    return;
  }
  const message = 'pages of other sites may not ask this server';
  refuse(request, response, 403, { code: 'CROSS_SITE', message });
};

/** Answers 404 for every path that is not `path` or below it. The body of such a request is not read. */
export const onlyBelow =
  (path: string): Middleware =>
  (request, response, next) => {
    const asked = addressOf(request.url).path;
    if (asked === path || asked.startsWith(`${path}/`)) {
      next();
      return;
    }
    refuse(request, response, 404, {
      code: 'BAD_REQUEST',
      message: `there is nothing here; GraphQL is at ${path}`,
    });
  };

/**
 * Refuses POST requests whose content is not JSON. A browser sends JSON to another site only after asking that site, so
 * pages of other sites cannot post to this server.
 */
export const jsonOnly: Middleware = (request, response, next) => {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (request.method !== 'POST' || type === 'application/json') {
    next();
    return;
  }
  const message = 'post application/json, with a query in it';
  refuse(request, response, 415, { code: 'UNSUPPORTED_MEDIA_TYPE', message });
};

type Coded = readonly [code: Api.ErrorCode, message: string];

const ofBodies: Readonly<Record<413 | 415, Coded>> = {
  413: ['BODY_TOO_LARGE', 'the body is too large; ask in smaller requests'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'the encoding of the body is not read here; send UTF-8'],
};
const malformed: Coded = ['MALFORMED_JSON', 'the body is no JSON object'];

const statusOf = (error: unknown): number => {
  const status = fieldOf(error, 'status');
  return typeof status === 'number' ? status : 500;
};

const tooLarge = (request: IncomingMessage, response: ServerResponse): void => {
  const [code, message] = ofBodies[413];
  refuse(request, response, 413, { code, message });
};

/**
 * Refuses a body as soon as it exceeds `bytesMax`. The body parser has the same limit, but answers only after the whole
 * body has arrived, which may be never. Must be installed right before that parser.
 */
export const smallBody =
  (bytesMax: number): Middleware =>
  (request, response, next) => {
    if (Number(request.headers['content-length'] ?? 0) > bytesMax) {
      tooLarge(request, response);
      return;
    }
    next();
    if (request.headers['transfer-encoding'] === undefined) return;
    let bytes = 0;
    // The parser is reading already, so this additional listener takes no data away from it.
    const count = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes <= bytesMax) return;
      request.off('data', count);
      if (!response.headersSent) tooLarge(request, response);
    };
    request.on('data', count);
  };

/**
 * Error handler: answers requests whose body could not be read. Errors of the server (status 500 and above) are passed
 * on.
 */
export const unreadable = (
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  next: Next,
): void => {
  // The request has been answered already, or its client has gone.
  if (response.headersSent || response.destroyed) return;
  const status = statusOf(error);
  if (status >= 500) {
    next(error);
    return;
  }
  if (status === 413) {
    tooLarge(request, response);
    return;
  }
  const [code, message] = status === 415 ? ofBodies[415] : malformed;
  refuse(request, response, status, { code, message });
};

/** Refuses batches of operations: the operations of a batch would share one set of limits and one HTTP status. */
export const oneOperation: Middleware = (request: Parsed, response, next) => {
  if (!Array.isArray(request.body)) {
    next();
    return;
  }
  const message = 'send every operation in a request of its own';
  refuse(request, response, 400, { code: 'BATCH_REFUSED', message });
};

const parsedJson = (text: string | null): unknown => {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
};

/** Refuses operations whose text or hash is not in the safelist, before they are parsed. */
export const knownOnly =
  (safelist: Safelist): Middleware =>
  (request: Parsed, response, next) => {
    const { parameters } = addressOf(request.url);
    const isPost = request.method === 'POST';
    const query = isPost ? fieldOf(request.body, 'query') : parameters.get('query');
    const extensions = isPost
      ? fieldOf(request.body, 'extensions')
      : parsedJson(parameters.get('extensions'));
    const asked = hashAsked({ query, extensions });
    // GraphQL itself refuses a request that names no operation.
    if (asked === null || safelist.has(asked)) next();
    else refuse(request, response, 403, { code: 'NOT_SAFELISTED', message: unlisted.message });
  };
