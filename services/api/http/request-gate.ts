import type { Next, Middleware } from './middleware.js';
import { hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { note } from './request-log.js';
import { errorIn } from '../graphql/error-sentences.js';
import { graphqlJson, wantsGraphqlJson } from '../graphql/graphql-media-type.js';
import { languageOf } from '../graphql/request-context.js';
import { addressOf } from './request-address.js';
import type { SayUnanswered } from './request-timeouts.js';
import { bareHash, type Safelist } from './safelist.js';
import { sendWhole } from './whole-answer.js';

type Parsed = IncomingMessage & Readonly<{ body?: unknown }>;

/** Answers a request that does not come as far as GraphQL, in the shape that a client of GraphQL reads. */
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
  const told = errorIn(languageOf(request), { message, extensions: { code } });
  const body = JSON.stringify({ errors: [told] });
  sendWhole(request, response, { status, headers, body });
};

/** Says that there was no answer in time. */
export const sayUnanswered: SayUnanswered = (request, response, seconds) => {
  const message = `the ledger did not answer within ${String(seconds)} seconds; ask again. What a mutation has written stays written`;
  refuse(request, response, 503, { code: 'TIMED_OUT', message });
};

/** Whether a browser says that it asks for a page of another site; whoever is none says nothing. */
export const isOtherSite = ({ headers }: IncomingMessage): boolean => {
  const from = headers['sec-fetch-site'];
  return from !== undefined && from !== 'same-origin' && from !== 'none';
};

/**
 * Refuses what a browser sends for a page of another site. Such a page cannot read the answer, but it could make the
 * ledger work, and measure for how long. Every browser tells; whoever is none tells nothing and is let through.
 */
export const ownSite: Middleware = (request, response, next) => {
  if (!isOtherSite(request)) {
    next();
    return;
  }
  const message = 'pages of other sites may not ask this server';
  refuse(request, response, 403, { code: 'CROSS_SITE', message });
};

/** Answers that there is nothing at any other path; what is sent there is not read. */
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

/** Lets nothing but JSON be posted: a page of another site cannot send that unasked. */
export const jsonOnly: Middleware = (request, response, next) => {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (request.method !== 'POST' || type === 'application/json') {
    next();
    return;
  }
  const message = 'post application/json, with a query in it';
  refuse(request, response, 415, { code: 'UNSUPPORTED_MEDIA_TYPE', message });
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const fieldOf = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);

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
 * Refuses a body that is too large as soon as that is known. The parser of bodies knows it, too, but waits for the end
 * of the body before it says so, which may never come. To be asked right before that parser.
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
    // The parser has begun to read by now: to listen takes nothing away from it.
    const count = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes <= bytesMax) return;
      request.off('data', count);
      if (!response.headersSent) tooLarge(request, response);
    };
    request.on('data', count);
  };

/** Answers for a body that could not be read. */
export const unreadable = (
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  next: Next,
): void => {
  // It has been answered already, or the client has gone.
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

/** Refuses several operations in one request: they would share one set of limits, and one HTTP status. */
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

/** The hash of the operation that is asked for; null where none is named at all, which GraphQL itself refuses. */
const hashAsked = ({ method, url, body }: Parsed): string | null => {
  const { parameters } = addressOf(url);
  const isPost = method === 'POST';
  const query = isPost ? fieldOf(body, 'query') : parameters.get('query');
  if (typeof query === 'string' && query !== '') return hash('sha256', query);
  const extensions = isPost ? fieldOf(body, 'extensions') : parsedJson(parameters.get('extensions'));
  const named = fieldOf(fieldOf(extensions, 'persistedQuery'), 'sha256Hash');
  return typeof named === 'string' ? bareHash(named) : null;
};

/** Lets through only operations of the list, by their text or by its hash, before anything of them is read. */
export const knownOnly =
  (safelist: Safelist): Middleware =>
  (request, response, next) => {
    const asked = hashAsked(request);
    if (asked === null || safelist.has(asked)) {
      next();
      return;
    }
    const message = 'this server answers known operations only, and this is none of them';
    refuse(request, response, 403, { code: 'NOT_SAFELISTED', message });
  };
