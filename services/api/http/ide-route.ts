import type { IncomingMessage, ServerResponse } from 'node:http';
import { getDistDirectory, renderAltair, renderInitSnippet } from 'altair-static';
import { exampleQueries } from './example-queries.js';
import type { Next } from './middleware.js';
import { addressOf } from './request-address.js';

export const idePath = '/ide';

/**
 * The folder of the IDE's static files. They come from its npm package, so that the page loads nothing from other
 * hosts.
 */
export const ideFiles = (): string => getDistDirectory();

/**
 * With this policy browsers refuse to load anything from other hosts. Inline styles are allowed because the page's
 * framework sets styles while it runs.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "frame-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

const optionsFile = 'initial_options.js';

const initialQuery = `# The schema says what every type and field means: open the docs on the right.
${exampleQueries.totals}`;

/** Switches off the IDE's features that contact other hosts; the policy above would block them anyway. */
const quiet = {
  'banners.disable': true,
  'alert.disableUpdateNotification': true,
  disablePushNotification: true,
};

/** Sets the security headers of every response below /ide. */
export const guarded = (response: ServerResponse): void => {
  response.setHeader('content-security-policy', policy);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
};

/**
 * Serves the IDE's page and its options script. Other paths are passed on to the static files, which are installed
 * after this middleware.
 */
export const idePage = (endpoint: string) => {
  const options = {
    endpointURL: endpoint,
    subscriptionsEndpoint: endpoint,
    initialSubscriptionRequestHandlerId: 'graphql-ws' as const,
    initialQuery,
    initialSettings: quiet,
    disableAccount: true,
    baseURL: `${idePath}/`,
    serveInitialOptionsInSeperateRequest: optionsFile,
  };
  const pages = new Map([
    ['/', { type: 'text/html', text: renderAltair(options) }],
    [`/${optionsFile}`, { type: 'text/javascript', text: renderInitSnippet(options) }],
  ]);
  return (request: IncomingMessage, response: ServerResponse, next: Next): void => {
    guarded(response);
    const page = pages.get(addressOf(request.url).path);
    if (page === undefined) {
      next();
      return;
    }
    response.writeHead(200, { 'content-type': `${page.type}; charset=utf-8` });
    response.end(page.text);
  };
};
