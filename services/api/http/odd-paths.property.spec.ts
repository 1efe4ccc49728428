import { openApi, type TestApi } from '@ledger/test/support/api.js';
import { RawLine } from '@ledger/test/support/raw-line.js';
import { propertyRuns, testExtent } from '@ledger/test/support/test-extent.js';
import fc from 'fast-check';

const patience = 600_000;
const figures = { contentType: 'text/plain', text: async () => 'figures' };

let api: TestApi;
beforeAll(async () => {
  api = await openApi({ serving: { figures } });
}, patience);
afterAll(async () => {
  await api.close();
});

const routes = [
  'exports',
  'imports',
  'health',
  'metrics',
  'maintenance',
  'ide',
  'graphql',
  'live',
  'ready',
] as const;
const parts = [
  'totals.csv',
  'acts.xlsx',
  'payouts.csv',
  'report',
  'refused.csv',
  'x.0',
  'index.html',
  'main.js',
] as const;
const odd = [
  ...[
    '',
    '',
    '.',
    '..',
    '%',
    '%%',
    '%2f',
    '%2e%2e',
    '%00',
    '%c0%ae',
    '%zz',
    '%u0000',
    ';',
    '\\',
    '*',
    '@',
    ':',
    '//',
  ],
  ...[
    '~',
    '{}',
    '<script>',
    "'",
    '"',
    '|',
    '^',
    '`',
    '__proto__',
    'constructor',
    '\u00e9',
    'a'.repeat(3_000),
    ':80',
    '[::1]',
  ],
];
const queries = [
  ...[
    '',
    '',
    '?',
    '??',
    '?&=&',
    '?query',
    '?query=',
    '?query=%',
    '?query={views{name}}',
    '?from=%zz',
    '?from=2024-01&to=x',
  ],
  ...[
    '?variables=[',
    '?variables=%7B%7D&extensions=%5B%5D',
    '?from=2024-01&to=2024-12&by=%00',
    '?=',
    '?__proto__=1',
    '?a#b',
  ],
  ...['?kinds=a&kinds=b', '?atLeast=%ff', '?names=yes', `?x=${'y'.repeat(3_000)}`],
];

const path = fc
  .tuple(
    fc.array(fc.oneof(fc.constantFrom(...routes), fc.constantFrom(...parts), fc.constantFrom(...odd)), {
      maxLength: 5,
    }),
    fc.constantFrom('/', '/', '//', ''),
    fc.constantFrom(...queries),
  )
  .map(([segments, end, query]) => `/${segments.join('/')}${end}${query}`);

const method = fc.constantFrom('GET', 'GET', 'GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH');

/** The status and the body of the response for a path. */
const answered = async (verb: string, target: string): Promise<readonly [status: number, body: string]> => {
  const line = await RawLine.open(Number(new URL(api.client.url).port));
  await line.send([
    {
      bytes: Buffer.from(
        `${verb} ${target} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
        'latin1',
      ),
      turns: 0,
    },
  ]);
  await line.over();
  line.hangUp();
  const [first] = line.finalAnswers;
  return [first?.status ?? 0, first?.body ?? ''];
};

describe('whatever path is asked for', () => {
  it(
    'is answered, or refused as what the client may mend',
    async () => {
      await fc.assert(
        fc.asyncProperty(method, path, async (verb, target) => {
          const [status, body] = await answered(verb, target);
          const what = { verb, target, status, body: body.slice(0, 200), loggedErrors: api.loggedErrors };
          expect({ ...what, isWell: status >= 200 && status < 500 }).toStrictEqual({
            ...what,
            loggedErrors: [],
            isWell: true,
          });
          if (status >= 400) expect(body).toMatch(/\p{L}{2,} \p{L}{2,}/u);
        }),
        { numRuns: propertyRuns(2_000), ...(testExtent === 'long' ? {} : { seed: 20_261_127 }) },
      );
    },
    patience,
  );

  it.each([
    '/exports',
    '/exports/',
    '/exports//',
    '/exports///',
    '//exports',
    '/imports//',
    '/imports//report',
    '//',
    '///',
  ])(
    'is not found where it is none: %s',
    async (target) => {
      const [status, body] = await answered('GET', target);
      expect([status, body]).toStrictEqual([404, expect.stringContaining('"message":"')]);
      expect(api.loggedErrors).toStrictEqual([]);
    },
    patience,
  );
});
