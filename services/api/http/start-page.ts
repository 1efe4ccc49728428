import { spokenIn } from '@ledger/ledger/kernel/two-languages.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { languageOf } from '../graphql/request-context.js';
import { exampleQueries } from './example-queries.js';
import { exportsPath } from './export-routes.js';
import { healthPath } from './health-route.js';
import { idePath } from './ide-route.js';
import type { Middleware } from './middleware.js';
import { addressOf } from './request-address.js';
import { startPageMessages } from './start-page-messages.js';

/** What the start page tells about its server. */
export type Shown = Readonly<{
  graphqlPath: string;
  sample: boolean;
  /** Whether the IDE is served. */
  ide: boolean;
  /** Whether any query is answered, and not only those of a safelist. */
  anyQuery: boolean;
}>;

/** The page loads nothing, not even from its own server. */
const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const style =
  'body{max-width:44rem;margin:3rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif}' +
  'pre{background:#f3f3f3;padding:1rem;overflow:auto}strong{color:#a40000}';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const link = (address: string, text: string): string => `<a href="${escaped(address)}">${escaped(text)}</a>`;

const year = 'from=2024-01&to=2024-12';

const pageIn = (language: Language, { graphqlPath, sample, ide, anyQuery }: Shown): string => {
  const say = spokenIn(startPageMessages, language);
  const links = [
    ...(ide ? [link(`${idePath}/`, say('ide'))] : []),
    link(`${exportsPath}/totals.xlsx?${year}&by=kind`, say('exportTotals')),
    link(`${exportsPath}/acts.csv?from=2024-01-01&to=2024-12-31`, say('exportActs')),
    link(`${healthPath}/ready`, say('health')),
  ];
  const query = (name: keyof typeof exampleQueries): string => {
    const text = exampleQueries[name];
    const answer = link(`${graphqlPath}?query=${encodeURIComponent(text)}`, say('answer'));
    return `<h3>${escaped(say(name))}</h3>\n<pre>${escaped(text)}</pre>\n<p>${answer}</p>`;
  };
  return [
    `<!doctype html>\n<html lang="${language}">`,
    `<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">`,
    `<title>${say('title')}</title>\n<style>${style}</style>`,
    `<h1>${say('title')}</h1>\n<p>${say('what')}</p>`,
    ...(sample ? [`<p><strong>${say('sample')}</strong></p>`] : []),
    `<h2>${say('look')}</h2>\n<ul>${links.map((each) => `<li>${each}</li>`).join('')}</ul>`,
    `<p>${say('address', { path: graphqlPath })}</p>`,
    ...(anyQuery ? [`<h2>${say('queries')}</h2>`, query('totals'), query('acts')] : []),
    '</html>\n',
  ].join('\n');
};

/** Serves the page that a browser opens first, at the path `/`. It has no script and shows no data of the ledger. */
export const startPage = (shown: Shown): Middleware => {
  const pages: Readonly<Record<Language, string>> = { zh: pageIn('zh', shown), en: pageIn('en', shown) };
  return (request, response, next) => {
    if ((request.method !== 'GET' && request.method !== 'HEAD') || addressOf(request.url).path !== '/') {
      next();
      return;
    }
    response.writeHead(200, {
      ...{ 'content-type': 'text/html; charset=utf-8', vary: 'accept-language' },
      ...{ 'content-security-policy': policy, 'x-content-type-options': 'nosniff' },
      ...{ 'referrer-policy': 'no-referrer' },
    });
    response.end(pages[languageOf(request)]);
  };
};
