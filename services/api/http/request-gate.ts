import type { Next, Middleware } from './middleware.js';
import { hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { note } from './request-log.js';
import { graphqlJson, wantsGraphqlJson } from '../graphql/graphql-media-type.js';
import { addressOf } from './request-address.js';
import type { Safelist } from './safelist.js';

type Parsed = IncomingMessage & Readonly<{ body?: unknown }>;

/** Answers a request that does not come as far as GraphQL, in the shape that a client of GraphQL reads. */
export const refuse = (
  { headers }: IncomingMessage,
  response: ServerResponse,
  status: number,
  error: Readonly<{ code: Api.ErrorCode; message: string }>,
): void => {
  const type = wantsGraphqlJson(headers.accept) ? graphqlJson : 'application/json';
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` });
  const { code, message } = error;
  note({ codes: [code] });
  response.end(JSON.stringify({ errors: [{ message, extensions: { code } }] }));
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

const ofBodies: Readonly<Record<number, readonly [code: Api.ErrorCode, message: string]>> = {
  413: ['BODY_TOO_LARGE', 'the body is too large; ask in smaller requests'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'the encoding of the body is not read here; send UTF-8'],
};

const statusOf = (error: unknown): number => {
  const status = fieldOf(error, 'status');
  return typeof status === 'number' ? status : 500;
};

/** Answers for a body that could not be read. */
export const unreadable = (
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  next: Next,
): void => {
  const status = statusOf(error);
  if (status >= 500) {
    next(error);
    return;
  }
  const [code, message] = ofBodies[status] ?? ['MALFORMED_JSON', 'the body is no JSON object'];
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
  return typeof named === 'string' ? named : null;
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
