import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { Client } from '../journeys/support/client.js';
import { get, importQuery, settled, undoMutation, upload } from '../journeys/support/imports.js';
import { patience } from '../journeys/support/patience.js';
import { sheetOf as sampleOf } from '../journeys/support/sample.js';
import { orderOf, sheetOf } from './orders.js';
import { killNow, runCli, startServer, type Place, type RunningServer } from './processes.js';
import { randomOf } from './random.js';

const sample = sampleOf('330604');
const kills = 4;

/** A ledger of its own that holds something already, so that it is not filled with the sample. */
const newPlace = async (root: string, name: string): Promise<Place> => {
  const place = { folder: join(root, name, 'data'), masterKey: join(root, name, 'master.key') };
  const first = join(root, `${name}.csv`);
  await writeFile(first, sheetOf([orderOf(randomOf(7), 'first')]));
  expect((await runCli(place, ['import', first, '--json'])).code).toBe(0);
  return place;
};

const asked = ({ url }: RunningServer) => ({ client: new Client(url), address: url.replace('/graphql', '') });

const eventsIn = async ({ folder }: Place): Promise<number> => {
  const log = openEmbeddedLog(join(folder, 'log.db'), 'read');
  const { ordinal } = await log.head();
  await log.close();
  return ordinal;
};

/** Kills the server when the log holds so many events, or when nothing is left to be done. */
const killAt = async (place: Place, server: RunningServer, events: number, id: string): Promise<boolean> => {
  const { client } = asked(server);
  while ((await eventsIn(place)) < events) {
    const { import: job } = await client.ask(importQuery, { id });
    if (job !== null && ['DONE', 'UNDONE'].includes(job.state)) return false;
  }
  killNow(server.pid);
  await server.gone;
  return true;
};

const stop = async (server: RunningServer): Promise<void> => {
  server.child.kill('SIGTERM');
  await server.gone;
};

const totalsIn = async (place: Place): Promise<unknown> =>
  (await runCli(place, ['totals', '--from', '2024-01', '--to', '2024-12', '--by', 'kind', '--json'])).json;

describe('an import whose owner is killed', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ledger-crash-imports-'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it(
    'again and again goes on by itself and reports, byte for byte, as one that nobody disturbed; so does undoing it',
    async () => {
      const sheet = { name: '上虞.csv', content: await readFile(sample.file) };
      const calm = await newPlace(root, 'calm');
      const before = await eventsIn(calm);
      let server = await startServer(calm);
      const { id: calmId } = await upload(asked(server), sheet);
      await settled(asked(server), calmId);
      const expected = await get(asked(server), `${calmId}/report`);
      const csv = await get(asked(server), `${calmId}/refused.csv`);
      await stop(server);
      const grown = (await eventsIn(calm)) - before;

      const place = await newPlace(root, 'killed');
      const start = await eventsIn(place);
      server = await startServer(place);
      const { id } = await upload(asked(server), sheet);
      let killed = 0;
      for (let kill = 1; kill <= kills; kill += 1) {
        const at = start + Math.floor((grown * kill) / (kills + 1));
        if (!(await killAt(place, server, at, id))) continue;
        killed += 1;
        server = await startServer(place);
      }
      const done = await settled(asked(server), id);
      expect([done.state, done.accepted, killed]).toStrictEqual(['DONE', sample.accepted, kills]);
      expect(await get(asked(server), `${id}/report`)).toStrictEqual(expected);
      expect(await get(asked(server), `${id}/refused.csv`)).toStrictEqual(csv);
      expect(await totalsIn(place)).toStrictEqual(await totalsIn(calm));

      const { done: begun } = await asked(server).client.ask(undoMutation, { input: { id, reason: '错' } });
      expect(begun.userErrors).toStrictEqual([]);
      let undoKills = 0;
      for (let kill = 1; kill <= 2; kill += 1) {
        if (!(await killAt(place, server, (await eventsIn(place)) + sample.accepted / 2, id))) continue;
        undoKills += 1;
        server = await startServer(place);
      }
      const undone = await settled(asked(server), id);
      expect(undone).toMatchObject({ state: 'UNDONE', undo: { undone: sample.accepted, left: [] } });
      expect(undoKills).toBeGreaterThan(0);
      await stop(server);
      expect((await runCli(place, ['verify', '--json'])).code).toBe(0);
      expect((await runCli(place, ['verify', '--log', '--json'])).code).toBe(0);
    },
    patience * 4,
  );
});
