import { readFileSync, existsSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { worksheetsOf, type Cells } from '../support/workbook.js';
import { Clerk } from './support/clerk.js';
import { withSample } from './support/filled-places.js';
import { acceptedRows, measuresBy, measuresOf } from './support/naive-reading.js';
import { patience } from './support/patience.js';
import { acceptedInAll } from './support/sample.js';
import { openStage, type Server } from './support/stage.js';
import type { Place } from './support/place.js';

const stage = openStage();
let place: Place;
let server: Server;
beforeAll(async () => {
  place = await withSample(stage);
  server = await stage.serve(place);
}, patience);

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.address}/exports/${path}`, { headers });

/** The table of an exported CSV, and the block of metadata after the table. */
const tableOf = (
  text: string,
): Readonly<{ rows: readonly Readonly<Record<string, string>>[]; about: ReadonlyMap<string, string> }> => {
  const [table = '', block = ''] = text.split('\r\n\r\n');
  const about = parse(block) as [string, string][];
  return { rows: parse(table, { columns: true, bom: true }), about: new Map(about) };
};

const everything = 'from=2021-01&to=2025-12';
const yuan = (fen: number): string => (fen / 100).toFixed(2);

describe('exports over HTTP', () => {
  it(
    'of totals have the figures of the sheets, and say what they are true of',
    async () => {
      const response = await get(`totals.csv?${everything}&by=kind`, { 'x-ledger-actor': 'zhao' });
      expect([response.status, response.headers.get('content-type')]).toStrictEqual([
        200,
        'text/csv; charset=utf-8; header=present',
      ]);
      const bytes = Buffer.from(await response.arrayBuffer());
      expect([...bytes.subarray(0, 3)]).toStrictEqual([0xef, 0xbb, 0xbf]);
      const { rows, about } = tableOf(bytes.toString('utf8'));
      const expected = measuresBy(acceptedRows, ({ kind }) => kind);
      expect(rows.map((row) => [row['code'], row['Acts'], row['People'], row['Spent ¥']])).toStrictEqual(
        expected.map(([kind, { acts, people, paidFen }]) => [
          kind,
          String(acts),
          String(people),
          yuan(paidFen),
        ]),
      );
      const { view } = await new Clerk(server.client).totals({ from: '2021-01', to: '2025-12' });
      expect([about.get('position'), about.get('event number'), about.get('rows')]).toStrictEqual([
        view.position,
        String(view.ordinal),
        String(expected.length),
      ]);
      expect([about.get('exported by'), about.get('from'), about.get('settled')?.slice(0, 3)]).toStrictEqual([
        'zhao · caseworker',
        '2021-01',
        'yes',
      ]);
      expect(about.get('exported at (Asia/Shanghai)')).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    },
    patience,
  );

  it(
    'of acts have every act once, in both formats the same, and names only where they are asked for',
    async () => {
      const text = await (await get('acts.csv?names=true', { 'accept-language': 'zh-CN' })).text();
      const { rows, about } = tableOf(text);
      const { amountFen, paidFen } = measuresOf(acceptedRows);
      const fenIn = (column: string): number =>
        rows.reduce((sum, row) => sum + Math.round(Number(row[column] ?? 0) * 100), 0);
      expect([rows.length, new Set(rows.map((row) => row['业务ID'])).size]).toStrictEqual([
        acceptedInAll,
        acceptedInAll,
      ]);
      expect([fenIn('金额（元）'), fenIn('支出（元）')]).toStrictEqual([amountFen, paidFen]);
      expect([about.get('行数'), about.get('区划')]).toStrictEqual([String(acceptedInAll), '全国']);
      expect(rows.filter((row) => row['姓名'] !== '').length).toBeGreaterThan(1_000);
      const bytes = new Uint8Array(await (await get('acts.xlsx', { 'accept-language': 'zh' })).arrayBuffer());
      const sheets = await worksheetsOf(bytes);
      const [head = [], ...body] = sheets.get('服务') ?? [];
      expect([head.includes('姓名'), body.length]).toStrictEqual([false, acceptedInAll]);
      const column = (cells: readonly Cells[], name: string): readonly unknown[] =>
        cells.map((row) => row[head.indexOf(name)]);
      expect(column(body, '业务ID')).toStrictEqual(rows.map((row) => row['业务ID']));
      expect(column(body, '金额（元）')).toStrictEqual(
        rows.map((row) => (row['金额（元）'] === '' ? null : Number(row['金额（元）']))),
      );
      expect(Object.fromEntries(sheets.get('说明') ?? [])).toMatchObject({ 行数: String(acceptedInAll) });
    },
    patience,
  );

  it(
    'of payouts and of one worker keep to their filters',
    async () => {
      const paid = tableOf(await (await get('payouts.csv?district=330784&states=paid')).text());
      expect(paid.rows.length).toBeGreaterThan(10);
      expect(new Set(paid.rows.map((row) => row['state']))).toStrictEqual(new Set(['paid']));
      expect(new Set(paid.rows.map((row) => row['district']))).toStrictEqual(new Set(['330784']));
      const worker = paid.rows[0]?.['worker'] ?? '';
      const history = tableOf(await (await get(`history.csv?worker=${worker}&names=true`)).text());
      expect(new Set(history.rows.map((row) => row['worker']))).toStrictEqual(new Set([worker]));
      expect(history.rows.every((row) => row['name'] !== '')).toBe(true);
      expect(history.about.get('worker')).toBe(worker);
    },
    patience,
  );

  it.each([
    ['totals.csv?from=2024-01', 400, 'BAD_USER_INPUT'],
    [`totals.csv?from=2024-13&to=2024-12`, 400, 'BAD_USER_INPUT'],
    [`totals.csv?${everything}&by=horoscope`, 400, 'BAD_USER_INPUT'],
    [`totals.csv?${everything}&by=kind&by=month`, 400, 'BAD_USER_INPUT'],
    [`totals.xlsx?${everything}&district=339999`, 400, 'UNKNOWN_DISTRICT'],
    ['acts.csv?kinds=x', 400, 'UNKNOWN_KIND'],
    ['acts.csv?session=x', 400, 'UNKNOWN_SESSION'],
    ['acts.csv?worker=000000176', 400, 'BAD_USER_INPUT'],
    ['acts.csv?names=perhaps', 400, 'BAD_USER_INPUT'],
    ['acts.csv?colour=red', 400, 'BAD_USER_INPUT'],
    ['acts.csv?atLeast=x', 400, 'FOREIGN_POSITION'],
    ['history.csv', 400, 'BAD_USER_INPUT'],
    ['history.csv?worker=999999991', 400, 'BAD_USER_INPUT'],
    ['secrets.csv', 404, 'BAD_REQUEST'],
    ['acts.pdf', 404, 'BAD_REQUEST'],
  ])(
    'are refused with a code where they are asked wrongly: %s',
    async (path, status, code) => {
      const response = await get(path);
      const { errors } = (await response.json()) as {
        errors: readonly { message: string; extensions: { code: string } }[];
      };
      expect([response.status, errors.map(({ extensions }) => extensions.code)]).toStrictEqual([
        status,
        [code],
      ]);
      expect(errors[0]?.message).not.toBe('');
    },
    patience,
  );

  it(
    'are not for pages of other sites, nor to be posted',
    async () => {
      expect((await get('acts.csv', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
      expect((await fetch(`${server.address}/exports/acts.csv`, { method: 'POST' })).status).toBe(405);
    },
    patience,
  );

  it(
    'let go of clients that went away: others are served after many of them',
    async () => {
      for (let count = 0; count < 8; count += 1) {
        await new Promise<void>((resolve, reject) => {
          const asking = request(`${server.address}/exports/acts.xlsx`, (response) => {
            response.once('data', () => {
              response.destroy();
              resolve();
            });
          });
          asking.once('error', reject);
          asking.end();
        });
      }
      expect(tableOf(await (await get('acts.csv')).text()).rows).toHaveLength(acceptedInAll);
    },
    patience,
  );
});

describe('ledger export', () => {
  it(
    'writes the same sheet beside the running owner',
    async () => {
      const file = join(place.root, '统计.csv');
      const args = ['--from', '2021-01', '--to', '2025-12', '--by', 'employer', '--out', file];
      const ran = await stage.ledger(place, 'export', 'totals', ...args);
      expect([ran.code, ran.stdout, ran.stderr]).toStrictEqual([0, `${file}\n`, '']);
      const reported = tableOf(readFileSync(file, 'utf8'));
      const served = tableOf(await (await get(`totals.csv?${everything}&by=employer`)).text());
      expect(reported.rows).toStrictEqual(served.rows);
      expect(reported.about.get('position')).toBe(served.about.get('position'));
    },
    patience,
  );

  it(
    'writes workbooks, and nothing where it is asked wrongly',
    async () => {
      const file = join(place.root, 'payouts.xlsx');
      const ran = await stage.ledger(place, 'export', 'payouts', '--state', 'paid', '--names', '--out', file);
      expect([ran.code, ran.stderr]).toStrictEqual([0, '']);
      const sheets = await worksheetsOf(readFileSync(file));
      expect([...sheets.keys()]).toStrictEqual(['payouts', 'about']);
      const wrong: readonly (readonly string[])[] = [
        ['acts', '--out', join(place.root, 'acts.pdf')],
        ['acts', '--kind', 'x', '--out', join(place.root, 'a.csv')],
        ['acts', '--out', join(place.root, 'nowhere', 'a.csv')],
        ['history', 'nobody', '--out', join(place.root, 'a.csv')],
      ];
      for (const args of wrong) {
        const refused = await stage.ledger(place, 'export', ...args);
        expect([refused.code, refused.stdout, existsSync(args.at(-1) ?? '')]).toStrictEqual([2, '', false]);
        expect(refused.stderr).not.toBe('');
      }
    },
    patience,
  );

  it(
    'is beside the history of one act',
    async () => {
      const { rows } = tableOf(await (await get('acts.csv?district=330784&kinds=recuperation')).text());
      const id = rows[0]?.['act'] ?? '';
      const ran = await stage.ledger(place, 'act', id, '--json');
      expect([ran.code, ran.stderr]).toStrictEqual([0, '']);
      type Reported = Readonly<{ event: string; actor: string; state: string }>;
      const { steps } = JSON.parse(ran.stdout) as { steps: readonly Reported[] };
      expect(steps.map(({ event, actor, state }) => [event, actor, state])).toStrictEqual([
        ['ServiceRecorded', 'sample', 'given'],
        ['WorkerRegistered', 'sample', 'given'],
      ]);
      const refused = await stage.ledger(place, 'act', 'passbook-0.7');
      expect([refused.code, refused.stdout]).toStrictEqual([2, '']);
    },
    patience,
  );
});
