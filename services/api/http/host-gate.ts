import type { IncomingMessage } from 'node:http';
import type * as Api from '@ledger/schema/generated/graphql.js';
import type { Middleware } from './middleware.js';
import { refuse } from './request-gate.js';

/** Why a request is turned away before anything else of it is looked at. */
export type TurnedAway = Readonly<{ status: 403 | 421; code: Api.ErrorCode; message: string }>;

/** The names of this machine for itself, with any port. */
const loopback = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;

const otherHost: TurnedAway = {
  status: 421,
  code: 'UNKNOWN_HOST',
  message:
    'this server does not answer under that name; the name that it is reached by stands in LEDGER_PUBLIC_URL',
};

const otherSite: TurnedAway = {
  status: 403,
  code: 'CROSS_SITE',
  message: 'pages of other sites may not ask this server',
};

const urlOf = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

const isPublic = (host: string | undefined, publicOrigin: string | null): boolean =>
  publicOrigin !== null && host !== undefined && host.toLowerCase() === urlOf(publicOrigin)?.host;

/**
 * Whether the request may pass; null where it may. A foreign name that was made to point to this machine (DNS rebinding)
 * reaches it by that name, and the browser takes its pages for pages of this server: so only the names of loopback and
 * that of `publicOrigin` are answered. A page tells its origin with everything that could change something, and must be
 * of the server that it asks, or of `publicOrigin` where a proxy has put the host of its own in between.
 */
export const turnedAway = (
  { host, origin }: IncomingMessage['headers'],
  publicOrigin: string | null,
): TurnedAway | null => {
  const isLoopback = host !== undefined && loopback.test(host);
  if (!isLoopback && !isPublic(host, publicOrigin)) return otherHost;
  if (origin === undefined || origin === publicOrigin) return null;
  return isLoopback && origin === urlOf(`http://${host}`)?.origin ? null : otherSite;
};

/** Turns away, before everything else, what is asked under another name or by a page of another site. */
export const ownHost =
  (publicOrigin: string | null): Middleware =>
  (request, response, next) => {
    const away = turnedAway(request.headers, publicOrigin);
    if (away === null) next();
    else refuse(request, response, away.status, away);
  };
