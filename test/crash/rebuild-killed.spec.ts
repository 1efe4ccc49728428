import { setTimeout as sleep } from 'node:timers/promises';
import { withSample } from '../journeys/support/filled-places.js';
import { openStage } from '../journeys/support/stage.js';
import { extentOf } from '../support/test-extent.js';
import {
  childrenOf,
  killNow,
  runCli,
  startCli,
  startServer,
  type Place,
  type RunningServer,
} from './processes.js';
import { randomOf } from './random.js';

const rounds = extentOf({ tenth: 4, whole: 4, long: 50 });
const stage = openStage();
/**
 * Poll interval for the builder process. Each poll starts a `ps` process, which takes processor time from the builder.
 */
const lookMs = 25;

const year = ['--from', '2024-01', '--to', '2024-12', '--by', 'kind', '--json'];

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/**
 * Process id of the builder, which the server starts in addition to its projector. Null when the rebuild ended before a
 * poll saw it.
 */
const builderOf = async ({ pid }: RunningServer, over: Promise<unknown>): Promise<number | null> => {
  const before = childrenOf(pid);
  const seen = { over: false };
  void over.then(() => {
    seen.over = true;
  });
  while (!seen.over) {
    const builder = childrenOf(pid).find((child) => !before.includes(child));
    if (builder !== undefined) return builder;
    await sleep(lookMs);
  }
  return null;
};

/** Waits for a random time: while the builder folds, or after the builder has ended. */
const until = async (
  moment: 'folding' | 'switching',
  { builder, random }: Readonly<{ builder: number; random: ReturnType<typeof randomOf> }>,
): Promise<void> => {
  // When the builder ends, its view is folded and compared. The projector then catches up and switches to it.
  if (moment === 'switching') while (isAlive(builder)) await sleep(1);
  await sleep(random.below(moment === 'switching' ? 40 : 400));
};

/**
 * Kills the server during a rebuild: while the builder folds, or after it has ended, when the projector catches up and
 * switches. In some rounds the child processes are killed too.
 */
it(`breaks nothing through ${String(rounds)} rounds of kill -9 inside a rebuild and inside the switch`, async () => {
  const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
  process.stdout.write(`crash seed: ${String(seed)} (CRASH_SEED=${String(seed)} runs it again)\n`);
  const random = randomOf(seed);
  const { data, masterKey } = await withSample(stage);
  const place: Place = { folder: data, masterKey };
  const kills = { folding: 0, switching: 0 };
  let server = await startServer(place);
  const totals = (await runCli(place, ['totals', ...year])).json;
  for (let round = 1; round <= rounds; round += 1) {
    const view = round % 4 < 2 ? 'totals' : 'acts';
    const rebuilding = startCli(place, ['rebuild', view, '--json']);
    rebuilding.child.stdout?.resume();
    const builder = await builderOf(server, rebuilding.gone);
    if (builder !== null) {
      const moment = round % 2 === 0 ? 'switching' : 'folding';
      await until(moment, { builder, random });
      kills[moment] += 1;
    }
    const family = childrenOf(server.pid);
    if (random.below(2) === 0) for (const child of family) killNow(child);
    killNow(server.pid);
    await server.gone;
    await rebuilding.gone;

    expect((await runCli(place, ['totals', ...year])).json).toEqual(totals);
    server = await startServer(place);
    expect((await runCli(place, ['totals', ...year])).json).toEqual(totals);
    const again = await runCli(place, ['rebuild', view, '--json']);
    expect(again).toMatchObject({
      code: 0,
      json: { ok: true, switched: true, comparison: { differences: 0 } },
    });
    expect((await runCli(place, ['rebuild', view, '--drop', '--json'])).code).toBe(0);
  }
  server.child.kill('SIGTERM');
  await server.gone;
  process.stdout.write(
    `killed ${String(kills.folding)} times while folding, ${String(kills.switching)} around a switch\n`,
  );
  expect(await runCli(place, ['verify', '--json'])).toMatchObject({ code: 0, json: { ok: true } });
  expect(kills.folding).toBeGreaterThan(0);
  expect(kills.switching).toBeGreaterThan(0);
});
