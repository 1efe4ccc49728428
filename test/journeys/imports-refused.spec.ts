import { request } from 'node:http';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csv } from '../support/sheets.js';
import { get, importsQuery, postImport, resumeMutation, settled, upload } from './support/imports.js';
import { patience } from './support/patience.js';
import type { Place } from './support/place.js';
import { openStage, type Server } from './support/stage.js';

const stage = openStage();
const good = csv({ reference: 'R-1', kind: '证书', district: '330603', date: '2024-03-01', headcount: '1' });
let place: Place;
let server: Server;
beforeAll(async () => {
  place = stage.place();
  writeFileSync(join(place.root, 'good.csv'), good);
  await stage.ledger(place, 'import', join(place.root, 'good.csv'));
  server = await stage.serve(place);
}, patience);

const form = (...parts: readonly (readonly [name: string, value: string | Blob])[]): FormData => {
  const made = new FormData();
  for (const [name, value] of parts) {
    if (typeof value === 'string') made.append(name, value);
    else made.append(name, value, 'x.csv');
  }
  return made;
};
const sheet = new Blob([good]);

/** The number of events in the log. It must not change when an upload is refused. */
const events = async (): Promise<number> => {
  const { views } = await server.client.ask<{ views: readonly { ordinal: number; lag: number }[] }>({
    text: '{ views { ordinal lag } }',
  });
  return Math.max(...views.map(({ ordinal, lag }) => ordinal + lag));
};

const written = async (): Promise<unknown> => [await events(), readdirSync(join(place.data, 'imports'))];

describe('an upload that cannot be received is refused with a code, and nothing is written:', () => {
  it.each([
    ['no form', 'x', { 'content-type': 'text/csv' }, { status: 415, code: 'NOT_MULTIPART' }],
    [
      'a form of a page',
      'a=1',
      { 'content-type': 'application/x-www-form-urlencoded' },
      { status: 415, code: 'NOT_MULTIPART' },
    ],
    [
      'another site',
      form(['sheet', sheet]),
      { 'sec-fetch-site': 'cross-site' },
      { status: 403, code: 'CROSS_SITE' },
    ],
    [
      'a token of another owner',
      form(['sheet', sheet]),
      { authorization: 'Bearer x' },
      { status: 401, code: 'WRONG_TOKEN' },
    ],
    ['no sheet', form(['office', 'kq']), {}, { status: 400, code: 'NO_SHEET' }],
    ['an unknown field', form(['offce', 'kq'], ['sheet', sheet]), {}, { status: 400, code: 'BAD_FIELD' }],
    [
      'a field twice',
      form(['office', 'a'], ['office', 'b'], ['sheet', sheet]),
      {},
      { status: 400, code: 'BAD_FIELD' },
    ],
    [
      'a field behind the sheet',
      form(['sheet', sheet], ['dryRun', 'true']),
      {},
      { status: 400, code: 'BAD_FIELD' },
    ],
    ['two sheets', form(['sheet', sheet], ['sheet', sheet]), {}, { status: 400, code: 'BAD_FIELD' }],
    [
      'a dry run of maybe',
      form(['dryRun', 'maybe'], ['sheet', sheet]),
      {},
      { status: 400, code: 'BAD_FIELD' },
    ],
    [
      'an office that is none',
      form(['office', 'a-b'], ['sheet', sheet]),
      {},
      { status: 400, code: 'BAD_OFFICE' },
    ],
    [
      'a mapping that is none',
      form(['mapping', '{'], ['sheet', sheet]),
      {},
      { status: 400, code: 'BAD_MAPPING' },
    ],
    [
      'a mapping of two columns to one field',
      form(['mapping', '{"columns":{"a":"姓名","b":"姓名"}}'], ['sheet', sheet]),
      {},
      { status: 400, code: 'MAPPING_CLASH' },
    ],
  ])(
    '%s',
    async (_what, body, headers, refusal) => {
      const before = await written();
      expect(await postImport(server, body, headers)).toStrictEqual({ ...refusal, id: '' });
      expect(await written()).toStrictEqual(before);
    },
    patience,
  );

  const begun = (boundary: string): string =>
    `--${boundary}\r\ncontent-disposition: form-data; name="sheet"; filename="x.csv"\r\n\r\n${good}`;

  it(
    'a form that ends before its sheet does',
    async () => {
      const before = await written();
      const headers = { 'content-type': 'multipart/form-data; boundary=b' };
      const answer = await postImport(server, begun('b'), headers);
      expect(answer).toStrictEqual({ status: 400, id: '', code: 'UPLOAD_CUT_OFF' });
      expect(await written()).toStrictEqual(before);
    },
    patience,
  );

  it(
    'a line that goes dead in the middle',
    async () => {
      const before = await written();
      const { hostname, port } = new URL(server.address);
      const headers = { 'content-type': 'multipart/form-data; boundary=b', 'content-length': 1_000_000 };
      const asked = request({ hostname, port, path: '/imports', method: 'POST', headers });
      const dead = new Promise((resolve) => asked.on('error', resolve));
      const draft = new Promise<void>((resolve) => {
        const look = setInterval(() => {
          if (!readdirSync(join(place.data, 'imports')).some((name) => name.endsWith('.draft'))) return;
          clearInterval(look);
          resolve();
        }, 5);
      });
      asked.write(begun('b') + 'x'.repeat(200_000));
      await draft;
      asked.destroy();
      await dead;
      while (readdirSync(join(place.data, 'imports')).some((name) => name.endsWith('.draft'))) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      expect(await written()).toStrictEqual(before);
    },
    patience,
  );
});

describe('an import that is none', () => {
  it.each(['nowhere', '..%2Fowner', '%00', '%E0%A4%A'])(
    'is told: %s',
    async (id) => {
      const { status, text } = await get(server, `${id}/report`);
      expect([status, JSON.parse(text)]).toMatchObject([404, { error: { code: 'UNKNOWN_IMPORT' } }]);
    },
    patience,
  );
});

describe('a file that is no sheet', () => {
  it(
    'fails with code and line, which alone are noted, and is not kept',
    async () => {
      const before = await events();
      const { id } = await upload(server, { name: '坏.csv', content: 'a,b\r\n1,2\r\n' });
      const job = await settled(server, id);
      expect(job).toMatchObject({ state: 'FAILED', failure: { code: 'NO_HEADER', line: null } });
      expect(job.failure?.message).toMatch(/^坏\.csv: none of the first 20 rows names the columns; /);
      expect(existsSync(join(place.data, 'imports', `${id}.sealed`))).toBe(false);
      // Two events: the import was received, and it failed.
      expect(await events()).toBe(before + 2);
      const { done } = await server.client.ask(resumeMutation, { id });
      expect(done.userErrors.map(({ code }) => code)).toStrictEqual(['SHEET_GONE']);
      const report = await get(server, `${id}/report`);
      expect([report.status, JSON.parse(report.text)]).toMatchObject([422, { error: { code: 'NO_HEADER' } }]);
    },
    patience,
  );

  it(
    'is told like that for every workbook that is broken or cut off',
    async () => {
      const { id } = await upload(server, {
        name: '断.xlsx',
        content: Buffer.from('PK\u0003\u0004 not really'),
      });
      expect(await settled(server, id)).toMatchObject({
        state: 'FAILED',
        failure: { code: 'BROKEN_WORKBOOK' },
      });
    },
    patience,
  );
});

describe('a ledger whose disk has no room for a sheet', () => {
  it(
    'says so, keeps nothing of it, and goes on',
    async () => {
      const before = await server.client.ask(importsQuery, { first: 100 });
      const full = stage.place();
      writeFileSync(join(full.root, 'good.csv'), good);
      await stage.ledger(full, 'import', join(full.root, 'good.csv'));
      // With `ulimit`, no file of the server may grow beyond 8 MiB. A write beyond that fails in the same way as on a
      // full disk.
      const limited = await stage.serveLimited(full, 8 * 1024);
      const large = { name: 'x.csv', content: good + 'x'.repeat(9 * 1024 * 1024) };
      expect(await upload(limited, large)).toStrictEqual({ status: 507, id: '', code: 'DISK_FULL' });
      expect(readdirSync(join(full.data, 'imports'))).toStrictEqual([]);
      const { id } = await upload(limited, { name: 'x.csv', content: good });
      expect(await settled(limited, id)).toMatchObject({
        state: 'DONE',
        refused: [{ code: 'DUPLICATE', rows: 1 }],
      });
      expect(await server.client.ask(importsQuery, { first: 100 })).toStrictEqual(before);
    },
    patience,
  );
});

describe('a sheet without an office', () => {
  it(
    'is refused where an office has recorded under a code of its own; a dry run, too',
    async () => {
      const taken = await upload(server, { name: 'x.csv', content: good }, { office: 'kq' });
      await settled(server, taken.id);
      const before = await written();
      for (const fields of [[], [['dryRun', 'true']]] as const) {
        expect(await postImport(server, form(...fields, ['sheet', sheet]), {})).toStrictEqual({
          ...{ status: 400, id: '', code: 'BAD_OFFICE' },
        });
      }
      expect(await written()).toStrictEqual(before);
    },
    patience,
  );
});
