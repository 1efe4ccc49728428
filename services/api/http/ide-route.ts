import type { IncomingMessage, ServerResponse } from 'node:http';
import { getDistDirectory, renderAltair, renderInitSnippet } from 'altair-static';
import type { Next } from './middleware.js';
import { addressOf } from './request-address.js';

export const idePath = '/ide';

/** The IDE's files, as its package brings them: nothing of it is fetched from anywhere else. */
export const ideFiles = (): string => getDistDirectory();

/** A browser enforces that nothing is asked of another host. Styles are set by the page's own framework as it runs. */
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
{
  totals(district: "330784", from: "2024-01", to: "2024-12", by: KIND) {
    rows {
      kind {
        code
        zh
      }
      acts
      people
      paidFen
    }
    view {
      position
      lag
    }
  }
}
`;

/** What the IDE would offer from elsewhere: this page may not ask anybody but this server. */
const quiet = {
  'banners.disable': true,
  'alert.disableUpdateNotification': true,
  disablePushNotification: true,
};

/** Headers of every answer below /ide. */
export const guarded = (response: ServerResponse): void => {
  response.setHeader('content-security-policy', policy);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
};

/** The page of the IDE and its options; the static files stand behind it. */
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
