import type { IncomingMessage } from 'node:http';
import type * as Api from '@ledger/schema/generated/graphql.js';
import type { Middleware } from './middleware.js';
import { refuse } from './request-guards.js';

/** Why a request is refused by its headers alone. */
export type TurnedAway = Readonly<{ status: 403 | 421; code: Api.ErrorCode; message: string }>;

/** The loopback names of this machine, with any port. */
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
 * Why the request is refused by its Host and Origin headers; null if it may pass. The Host must be a loopback name or
 * that of `publicOrigin`: another site could point its own name at this machine (DNS rebinding), and browsers would
 * then treat that site's pages as pages of this server. Browsers send an Origin header with every request that could
 * change data. The Origin must be this server's own or `publicOrigin`, which differs from the Host if a proxy rewrites
 * the Host.
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

/**
 * Refuses requests that use another host name or come from a page of another site. Must be installed before all other
 * middleware.
 */
export const ownHost =
  (publicOrigin: string | null): Middleware =>
  (request, response, next) => {
    const away = turnedAway(request.headers, publicOrigin);
    if (away === null) next();
    else refuse(request, response, away.status, away);
  };
