import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { withOneAct } from './support/filled-places.js';
import { patience } from './support/patience.js';
import { sheets } from './support/sample.js';
import { openStage, type Server } from './support/stage.js';
import { Watcher, type Message } from './support/watcher.js';

const stage = openStage();

type Progress = Readonly<{ state: string; rows: number | null; judged: number; accepted: number }>;

const progressIn = (heard: readonly Message[]): readonly Progress[] =>
  heard.flatMap(({ type, payload }) =>
    type === 'next' ? [(payload as { data: { importProgress: Progress } }).data.importProgress] : [],
  );

const upload = async ({ address }: Server, name: string, content: string): Promise<string> => {
  const form = new FormData();
  form.set('sheet', new Blob([content]), name);
  const response = await fetch(`${address}/imports`, { method: 'POST', body: form });
  return ((await response.json()) as { id: string }).id;
};

const watch = async ({ url }: Server, id: string): Promise<Watcher> => {
  const watcher = await Watcher.open(url);
  watcher.subscribe('progress', {
    query: 'subscription ($id: ID!) { importProgress(id: $id) { state rows judged accepted } }',
    variables: { id },
  });
  return watcher;
};

const folder = join(workspaceRoot(), 'test', 'sample', 'sheets');
const largest = sheets.toSorted((a, b) => b.rows - a.rows)[0];

describe('whoever watches an import', () => {
  it(
    'is told how far it has come, never backwards, until it is done',
    async () => {
      const place = await withOneAct(stage);
      const server = await stage.serve(place);
      const file = readdirSync(folder).find((name) => name === `${largest?.name ?? ''}.csv`) ?? '';
      const watcher = await watch(
        server,
        await upload(server, file, readFileSync(join(folder, file), 'utf8')),
      );
      await watcher.until(({ type }) => type === 'complete');
      const reported = progressIn(watcher.heard);
      const last = { state: 'DONE', rows: largest?.rows, judged: largest?.rows, accepted: largest?.accepted };
      expect(reported.at(-1)).toStrictEqual(last);
      const judged = reported.map((progress) => progress.judged);
      expect(judged).toStrictEqual(judged.toSorted((a, b) => a - b));
      expect(reported.filter(({ state }) => state === 'RUNNING').length).toBeGreaterThan(2);
      watcher.cut();
      await server.stop();
    },
    patience,
  );

  it(
    'is told once of one that is over, and by its code that there is none',
    async () => {
      const place = await withOneAct(stage);
      const server = await stage.serve(place);
      const id = await upload(server, 'x.csv', 'name,age\r\n');
      await (await watch(server, id)).until(({ type }) => type === 'complete');
      const late = await watch(server, id);
      await late.until(({ type }) => type === 'complete');
      expect(progressIn(late.heard)).toStrictEqual([{ state: 'FAILED', rows: null, judged: 0, accepted: 0 }]);
      const query = 'subscription { importProgress(id: "none") { state } }';
      expect(await late.codes({ query })).toStrictEqual(['UNKNOWN_IMPORT']);
      await server.stop();
    },
    patience,
  );
});
