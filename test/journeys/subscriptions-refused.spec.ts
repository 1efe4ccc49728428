import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goodSheet } from './support/bad-sheets.js';
import { Clerk } from './support/clerk.js';
import { withOneAct } from './support/filled-places.js';
import { patience } from './support/patience.js';
import { sharedLedger } from './support/shared-ledger.js';
import { openStage } from './support/stage.js';
import { asked } from './support/json-output.js';
import { actsReceived, Watcher } from './support/watcher.js';

const stage = openStage();
const ledger = sharedLedger();

const acts = (args: string): string =>
  `subscription { actsRecorded${args} { position act { id name district { code } } } }`;
const moved = 'subscription { viewsMoved { name position lag } }';

describe('a subscription is refused with the code that a query would get', () => {
  const times = (count: number, part: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => part(index)).join(' ');
  it.each<readonly [what: string, query: string, code: string]>([
    ['to a district that does not exist', acts('(district: "339999")'), 'UNKNOWN_DISTRICT'],
    ['behind a position of another log', acts('(after: "zzzz0000000000000001")'), 'FOREIGN_POSITION'],
    ['behind a position that is none', acts('(after: "yesterday")'), 'FOREIGN_POSITION'],
    ['with an argument of another type', acts('(district: 330600)'), 'BAD_USER_INPUT'],
    ['to what there is not', 'subscription { horoscope }', 'GRAPHQL_VALIDATION_FAILED'],
    ['that is no GraphQL', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    [
      'to two things at once',
      'subscription { viewsMoved { name } actsRecorded { position } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'that goes too deep',
      acts('').replace(
        'id ',
        `id ${'person { acts(first: 1) { edges { node { '.repeat(4)} id ${'} } } }'.repeat(4)} `,
      ),
      'QUERY_TOO_DEEP',
    ],
    ['of too many tokens', acts('').replace('id ', 'id '.repeat(2_000)), 'TOO_MANY_TOKENS'],
    [
      'with too many aliases',
      acts('').replace(
        'id ',
        times(31, (index) => `d${String(index)}: district { code }`),
      ),
      'TOO_MANY_ALIASES',
    ],
    [
      'that may cost too much',
      acts('').replace(
        'id ',
        times(
          25,
          (index) =>
            `p${String(index)}: person { acts(first: 100) { edges { node { id on place occupation employer session headcount sessions hours items amountFen paidFen state outcome satisfied office reference judgedBy recordedAt recordedBy changedAt } } } }`,
        ),
      ),
      'QUERY_TOO_COSTLY',
    ],
    ['that is a query', '{ views { name } }', 'BAD_REQUEST'],
    [
      'that is a mutation',
      'mutation { recordAct(input: { idempotencyKey: "ws", kind: "station-visit", on: "2023-01-01", district: "330602" }) { position } }',
      'BAD_REQUEST',
    ],
  ])(
    '%s',
    async (_what, query, code) => {
      const clerk = new Clerk(ledger().client);
      const before = await clerk.events();
      const watcher = await Watcher.open(ledger().url);
      expect(await watcher.codes({ query })).toStrictEqual([code]);
      expect(await clerk.events()).toBe(before);
      watcher.cut();
    },
    patience,
  );

  it(
    'whose variables have no such values, or which is not named among several',
    async () => {
      const watcher = await Watcher.open(ledger().url);
      const query =
        'subscription A($after: Position!) { actsRecorded(after: $after) { position } } subscription B { viewsMoved { name } }';
      expect(await watcher.codes({ query, operationName: 'A' }, '1')).toStrictEqual(['BAD_USER_INPUT']);
      expect(await watcher.codes({ query, operationName: 'A', variables: { after: 7 } }, '2')).toStrictEqual([
        'BAD_USER_INPUT',
      ]);
      expect(await watcher.codes({ query }, '3')).toStrictEqual(['OPERATION_RESOLUTION_FAILURE']);
      expect(await watcher.codes({ query, operationName: 'C' }, '4')).toStrictEqual([
        'OPERATION_RESOLUTION_FAILURE',
      ]);
      watcher.cut();
    },
    patience,
  );

  it(
    'over HTTP, where there is one answer only',
    async () => {
      const refused = { status: 400, codes: ['BAD_REQUEST'], data: false };
      expect(await ledger().client.codes({ query: moved })).toStrictEqual(refused);
    },
    patience,
  );
});

describe('in production', () => {
  it(
    'the schema is not told over a socket either, and a safelist holds for subscriptions too',
    async () => {
      const place = stage.place();
      const list = join(place.root, 'safelist.json');
      const introspecting = 'subscription { viewsMoved { name } __schema { queryType { name } } }';
      const known = [
        moved,
        'subscription { viewsMoved { __typename name } }',
        introspecting.replace('viewsMoved { name } ', ''),
      ];
      writeFileSync(
        list,
        JSON.stringify(Object.fromEntries(known.map((text) => [hash('sha256', text), text]))),
      );
      await asked(stage, place, 'import', goodSheet(place.root));
      const server = await stage.serve(place, { NODE_ENV: 'production', LEDGER_SAFELIST: list });
      const watcher = await Watcher.open(server.url);
      expect(await watcher.codes({ query: acts('') }, '1')).toStrictEqual(['NOT_SAFELISTED']);
      expect(await watcher.codes({ query: known[2] ?? '' }, '2')).toStrictEqual(
        Array(2).fill('GRAPHQL_VALIDATION_FAILED'),
      );
      expect(await watcher.codes({ query: moved }, '3')).toStrictEqual([]);
      const extensions = { persistedQuery: { version: 1, sha256Hash: hash('sha256', moved) } };
      expect(await watcher.codes({ query: '', extensions }, '4')).toStrictEqual([]);
      watcher.cut();
      await server.stop();
    },
    patience,
  );
});

describe('a socket', () => {
  const opened = (origin: string | null, more: Readonly<Record<string, string>> = {}): Promise<string> =>
    Watcher.open(ledger().url, { headers: { ...more, ...(origin === null ? {} : { origin }) } }).then(
      (watcher) => {
        watcher.cut();
        return 'opened';
      },
      (error: unknown) => (error instanceof Error ? error.message : 'no error'),
    );

  it(
    'is opened for pages of this server and for what is no page; for pages of other sites it is not',
    async () => {
      const { address } = ledger();
      expect(await opened(null)).toBe('opened');
      expect(await opened(address)).toBe('opened');
      for (const other of ['https://example.org', address.replace(/\d+$/, '1'), 'null', 'file://']) {
        expect([other, await opened(other)]).toStrictEqual([other, '403']);
      }
      expect(await opened(address, { 'sec-fetch-site': 'cross-site' })).toBe('403');
    },
    patience,
  );

  it(
    'is opened at the address of queries only',
    async () => {
      await expect(Watcher.open(ledger().address + '/ide')).rejects.toThrow('404');
    },
    patience,
  );

  it(
    'is told goodbye when the server stops, which stops at once',
    async () => {
      const place = await withOneAct(stage);
      const server = await stage.serve(place);
      const watcher = await Watcher.open(server.url);
      watcher.subscribe('acts', { query: acts('') });
      await watcher.until(() => actsReceived(watcher.heard, 'acts').length === 1);
      const idle = await Watcher.connect(server.url);
      expect(await server.stop('SIGINT')).toStrictEqual({ code: 0, signal: null });
      const goodbye = { code: 1001, reason: 'the ledger is stopping; go on from your last position' };
      expect(await watcher.closed).toStrictEqual(goodbye);
      expect(await idle.closed).toStrictEqual(goodbye);
      expect(server.process.stderr).toBe('');
    },
    patience,
  );
});
