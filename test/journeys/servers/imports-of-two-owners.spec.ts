import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.js';
import { csv, type Cells } from '../../support/sheets.js';
import {
  get,
  importQuery,
  importsQuery,
  resumeMutation,
  settled,
  undoMutation,
  upload,
  type Import,
} from '../support/imports.js';
import { patience } from '../support/patience.js';
import type { Place } from '../support/place.js';
import { openStage, type Server } from '../support/stage.js';

/** Two owners of one ledger, as on two machines: same servers and same master key, but separate data folders. */

const stage = openStage();

const row = (reference: string, more: Cells = {}): Cells => ({
  ...{ reference, kind: '技能培训', district: '330603', date: '2024-03-01', headcount: '1' },
  ...more,
});
const mixed = csv(row('E-1'), row('E-2'), row('E-3', { date: '明天' }));
/** A sheet with so many rows that the owner can be killed while it judges them. */
const long = csv(...Array.from({ length: 1_000 }, (_, index) => row(`L-${String(index)}`)));

let mine: Place;
let theirs: Place;
let one: Server;
let other: Server;
beforeAll(async () => {
  mine = stage.place();
  theirs = { ...stage.place(), servers: mine.servers, masterKey: mine.masterKey };
  one = await stage.serve(mine);
  other = await stage.serve(theirs);
}, patience);

const stood = async (server: Server, id: string): Promise<Import | null> =>
  (await server.client.ask(importQuery, { id })).import;
const listed = async (server: Server): Promise<readonly (readonly [string, string])[]> => {
  const { imports } = await server.client.ask(importsQuery, { first: 100 });
  return imports.edges.map(({ node }) => [node.id, node.state] as const);
};
const codeOf = async (server: Server, path: string): Promise<unknown> => {
  const { status, text } = await get(server, path);
  return status === 200 ? 200 : [status, (JSON.parse(text) as { error: { code: string } }).error.code];
};
const resumed = async (server: Server, id: string): Promise<readonly string[]> =>
  (await server.client.ask(resumeMutation, { id })).done.userErrors.map(({ code }) => code);

/** Uploads the long sheet to the first owner and kills the owner when some, but not all, rows are judged. */
const brokenOff = async (): Promise<string> => {
  const { id } = await upload(one, { name: '长.csv', content: long });
  await eventually('rows are judged', async () => ((await stood(one, id))?.judged ?? 0) > 0);
  await one.stop('SIGKILL');
  expect((await stood(other, id))?.state).toBe('RECEIVED');
  return id;
};

describe('an import that another owner has taken in', () => {
  it(
    'is listed, told and undone here; its sheet is elsewhere',
    async () => {
      const { id } = await upload(one, { name: '三月.csv', content: mixed });
      const reported = await settled(one, id);
      expect(reported).toMatchObject({ state: 'DONE', file: '三月.csv', accepted: 2 });
      expect(await stood(other, id)).toStrictEqual(reported);
      await eventually('it is listed', async () => (await listed(other)).length === 1);
      expect(await listed(other)).toStrictEqual([[id, 'DONE']]);
      expect(await get(other, `${id}/report`)).toStrictEqual(await get(one, `${id}/report`));
      expect(await codeOf(one, `${id}/refused.csv`)).toBe(200);
      expect(await codeOf(other, `${id}/refused.csv`)).toStrictEqual([409, 'SHEET_ELSEWHERE']);
      const { done } = await other.client.ask(undoMutation, { input: { id, reason: '错' } });
      expect(done.userErrors).toStrictEqual([]);
      expect((await settled(other, id)).undo).toMatchObject({ undone: 2, left: [] });
      expect(await stood(one, id)).toStrictEqual(await stood(other, id));
    },
    patience,
  );

  it(
    'and that broke off goes on where its sheet lies, once that owner is started again',
    async () => {
      const id = await brokenOff();
      expect(await resumed(other, id)).toStrictEqual(['NOT_FAILED']);
      expect(await codeOf(other, `${id}/refused.csv`)).toStrictEqual([409, 'NOT_DONE']);
      one = await stage.serve(mine);
      expect(await settled(one, id)).toMatchObject({ state: 'DONE', rows: 1_000, accepted: 1_000 });
      expect(await stood(other, id)).toMatchObject({ state: 'DONE', accepted: 1_000 });
    },
    patience,
  );

  it(
    'and whose sheet nobody has any more has failed, for every owner',
    async () => {
      const id = await brokenOff();
      rmSync(join(mine.data, 'imports', `${id}.sealed`));
      one = await stage.serve(mine);
      await eventually('it has failed', async () => (await stood(one, id))?.state === 'FAILED');
      expect((await stood(other, id))?.failure?.code).toBe('SHEET_GONE');
      for (const owner of [one, other]) expect(await resumed(owner, id)).toStrictEqual(['SHEET_GONE']);
      const kept = readdirSync(join(mine.data, 'imports'));
      expect([
        kept.filter((name) => !name.endsWith('.sealed')),
        existsSync(join(theirs.data, 'imports')),
      ]).toStrictEqual([[], false]);
    },
    patience,
  );
});
