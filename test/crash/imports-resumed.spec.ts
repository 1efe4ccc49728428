import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '../journeys/support/client.js';
import { get, importsQuery, settled, undoMutation, upload } from '../journeys/support/imports.js';
import { patience } from '../journeys/support/patience.js';
import { sheetOf as sampleOf } from '../journeys/support/sample.js';
import { putPlan, underPlan, type Kill } from '../faults/plan.js';
import { orderOf, sheetOf } from './orders.js';
import { beginServer, runCli, startServer, type Place, type RunningServer } from './processes.js';
import { randomOf } from './random.js';

const sample = sampleOf('330604');

/** A ledger of its own that holds something already, so that it is not filled with the sample. */
const newPlace = async (root: string, name: string): Promise<Place> => {
  const place = { folder: join(root, name, 'data'), masterKey: join(root, name, 'master.key') };
  const first = join(root, `${name}.csv`);
  await writeFile(first, sheetOf([orderOf(randomOf(7), 'first')]));
  expect((await runCli(place, ['import', first, '--json'])).code).toBe(0);
  return place;
};

const asked = ({ url }: RunningServer) => ({ client: new Client(url), address: url.replace('/graphql', '') });

/** How the server dies while it takes the sheet in, and while it takes it back: one life after the other. */
const kills: readonly Pick<Kill, 'at' | 'passage'>[] = [
  { at: 'log: within the group of a commit', passage: 5 },
  { at: 'log: in front of the commit', passage: 2 },
  { at: 'log: between commit and acknowledgement', passage: 1 },
  { at: 'views: between put and checkpoint', passage: 1 },
];
const undoKills: typeof kills = [
  { at: 'log: between commit and acknowledgement', passage: 2 },
  { at: 'log: within the group of a commit', passage: 4 },
];

const planOf = ({ folder }: Place): string => join(folder, '..', 'faults.json');

let armed = 0;

/** From now on, whoever runs under the plan of this place dies so. */
const arm = (place: Place, { at, passage }: Pick<Kill, 'at' | 'passage'>): void => {
  armed += 1;
  const mark = join(place.folder, '..', `struck-${String(armed)}`);
  putPlan(planOf(place), { kill: { at, passage, family: true, mark } });
};

/** One life after the other, each of which goes on with what the last one left and dies of it. */
const dieAgain = async (place: Place, deaths: typeof kills): Promise<void> => {
  for (const death of deaths) {
    arm(place, death);
    const server = beginServer(place, underPlan(planOf(place)));
    server.child.stdout?.resume();
    await server.gone;
    expect([death.at, existsSync(join(place.folder, '..', `struck-${String(armed)}`))]).toStrictEqual([
      death.at,
      true,
    ]);
  }
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
      let server = await startServer(calm);
      const { id: calmId } = await upload(asked(server), sheet);
      await settled(asked(server), calmId);
      const expected = await get(asked(server), `${calmId}/report`);
      const csv = await get(asked(server), `${calmId}/refused.csv`);
      await stop(server);

      const place = await newPlace(root, 'killed');
      putPlan(planOf(place), {});
      server = await startServer(place, underPlan(planOf(place)));
      const [first, ...more] = kills;
      if (first === undefined) throw new Error('nobody is killed');
      arm(place, first);
      // Its answer may be lost with the server.
      await upload(asked(server), sheet).catch(() => null);
      await server.gone;
      await dieAgain(place, more);
      server = await startServer(place);
      const { imports } = await asked(server).client.ask(importsQuery, { first: 1 });
      const id = imports.edges[0]?.node.id ?? '';
      const done = await settled(asked(server), id);
      expect([done.state, done.accepted]).toStrictEqual(['DONE', sample.accepted]);
      expect(await get(asked(server), `${id}/report`)).toStrictEqual(expected);
      expect(await get(asked(server), `${id}/refused.csv`)).toStrictEqual(csv);
      expect(await totalsIn(place)).toStrictEqual(await totalsIn(calm));
      await stop(server);

      putPlan(planOf(place), {});
      server = await startServer(place, underPlan(planOf(place)));
      const [firstUndo, ...moreUndo] = undoKills;
      if (firstUndo === undefined) throw new Error('nobody is killed');
      arm(place, firstUndo);
      await asked(server)
        .client.ask(undoMutation, { input: { id, reason: '错' } })
        .catch(() => null);
      await server.gone;
      await dieAgain(place, moreUndo);
      server = await startServer(place);
      const undone = await settled(asked(server), id);
      expect(undone).toMatchObject({ state: 'UNDONE', undo: { undone: sample.accepted, left: [] } });
      await stop(server);
      expect((await runCli(place, ['verify', '--json'])).code).toBe(0);
      expect((await runCli(place, ['verify', '--log', '--json'])).code).toBe(0);
    },
    patience * 4,
  );
});
