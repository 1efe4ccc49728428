import { hash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Coded } from './support/client.js';
import { Clerk } from './support/clerk.js';
import { withOneAct } from './support/filled-places.js';
import { patience } from './support/patience.js';
import type { Place } from './support/place.js';
import { openStage, type Server } from './support/stage.js';

const stage = openStage();

const known = '{ views { name ordinal lag } }';
const recording =
  'mutation Visit($input: RecordActInput!) { recordAct(input: $input) { position userErrors { code } } }';
const unknown = '{ views { name } }';
const hashOf = (text: string): string => hash('sha256', text);
const persisted = (sha256Hash: string): Readonly<Record<string, unknown>> => ({
  persistedQuery: { version: 1, sha256Hash },
});

const answered: Coded = { status: 200, codes: [], data: true };
const notKnown: Coded = { status: 403, codes: ['NOT_SAFELISTED'], data: false };
const visit = { kind: 'station-visit', on: '2023-06-01', district: '330602', headcount: 1 };

const listAt = ({ root }: Place, text: string): string => {
  const file = join(root, 'lists', 'safelist.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

const listOf = (...texts: readonly string[]): string =>
  JSON.stringify(Object.fromEntries(texts.map((text) => [hashOf(text), text])));

const serveWith = async (text: string): Promise<Server> => {
  const place = await withOneAct(stage);
  return stage.serve(place, { LEDGER_SAFELIST: listAt(place, text) });
};

describe('a persisted query', () => {
  it(
    'is asked by its hash once its text was sent, by POST and by GET',
    async () => {
      const { client, url, stop } = await stage.serve(await withOneAct(stage));
      const extensions = persisted(hashOf(known));
      const missing: Coded = { status: 200, codes: ['PERSISTED_QUERY_NOT_FOUND'], data: false };
      expect(await client.codes({ extensions })).toStrictEqual(missing);
      expect(await client.codes({ extensions, query: known })).toStrictEqual(answered);
      expect(await client.codes({ extensions })).toStrictEqual(answered);
      const response = await fetch(`${url}?extensions=${encodeURIComponent(JSON.stringify(extensions))}`);
      expect(await response.json()).toHaveProperty('data.views');
      await stop();
    },
    patience,
  );

  it(
    'whose hash is of another text, or of another version, is refused and not kept',
    async () => {
      const { client, stop } = await stage.serve(await withOneAct(stage));
      const wrong: Coded = { status: 400, codes: ['BAD_REQUEST'], data: false };
      const extensions = persisted(hashOf(unknown));
      expect(await client.codes({ extensions, query: known })).toStrictEqual(wrong);
      const newer = { persistedQuery: { version: 2, sha256Hash: hashOf(known) } };
      expect(await client.codes({ extensions: newer, query: known })).toStrictEqual(wrong);
      expect((await client.codes({ extensions })).codes).toStrictEqual(['PERSISTED_QUERY_NOT_FOUND']);
      await stop();
    },
    patience,
  );
});

describe('a server with a safelist', () => {
  it(
    'answers what is listed, by text and by hash, and nothing else: whatever it says',
    async () => {
      const { client, url, process, stop } = await serveWith(listOf(known, recording));
      expect(await client.codes({ query: known })).toStrictEqual(answered);
      expect(await client.codes({ extensions: persisted(hashOf(known)) })).toStrictEqual(answered);
      const others = [
        { query: unknown },
        { query: `${known} ` },
        { query: '{ horoscope }' },
        { query: '{ views {' },
        { query: '{ __schema { types { name } } }' },
        { extensions: persisted(hashOf(unknown)) },
        { extensions: persisted(hashOf(unknown)), query: unknown },
        { extensions: persisted(hashOf(known)), query: unknown },
        { extensions: persisted('__proto__') },
      ];
      for (const other of others) expect(await client.codes(other)).toStrictEqual(notKnown);
      const get = async (query: string): Promise<number> =>
        (await fetch(`${url}?query=${encodeURIComponent(query)}`)).status;
      expect([await get(known), await get(unknown)]).toStrictEqual([200, 403]);
      expect((await client.codes({})).codes).toStrictEqual(['BAD_REQUEST']);
      expect(process.stderr).toBe('');
      await stop();
    },
    patience,
  );

  it(
    'records by a listed mutation, and writes nothing by another',
    async () => {
      const views = '{ views { name position ordinal lag stopped } }';
      const { client, stop } = await serveWith(listOf(recording, views));
      const clerk = new Clerk(client);
      const before = await clerk.events();
      const variables = { input: { idempotencyKey: 'listed-1', ...visit } };
      expect(await client.codes({ query: recording.replace('Visit', 'Visits'), variables })).toStrictEqual(
        notKnown,
      );
      expect(await clerk.events()).toBe(before);
      expect(await client.codes({ query: recording, variables })).toStrictEqual(answered);
      expect(await clerk.events()).toBeGreaterThan(before);
      await stop();
    },
    patience,
  );

  it.each([
    ['no file', null, 'which cannot be read'],
    ['no JSON', '{', 'it is no JSON'],
    ['a list', JSON.stringify([known]), 'it is no JSON object'],
    ['nothing', '{}', 'it holds no operation'],
    ['no text', JSON.stringify({ [hashOf(known)]: 7 }), `what stands under “${hashOf(known)}” is no text`],
    ['another hash', JSON.stringify({ abc: known }), '“abc” is not the SHA-256 of its operation'],
  ])(
    'does not start where the list is none: %s',
    async (_what, text, sentence) => {
      const place = stage.place();
      const file = text === null ? join(place.root, 'nowhere.json') : listAt(place, text);
      const process = stage.begin(place, { LEDGER_SAFELIST: file });
      expect((await process.ended).code).toBe(1);
      expect(process.stderr).toContain(`LEDGER_SAFELIST names ${file}, `);
      expect(process.stderr).toContain(sentence);
      expect(process.stderr.trim().split('\n')).toHaveLength(1);
    },
    patience,
  );
});
