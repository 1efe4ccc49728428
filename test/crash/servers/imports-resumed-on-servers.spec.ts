import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { patience } from '../../journeys/support/patience.js';
import { pairHere, PairServers } from '../../support/pair.js';
import { expectUndisturbed, placeFor, type Lives } from '../disturbed-import.js';
import { eventCountIn, grownTo } from '../place-log.js';
import { livesAt, type Deaths } from '../planned-lives.js';
import { killNow, startServer, type Place, type RunningServer } from '../processes.js';

/**
 * For each run of the server: how many more events it writes before it is killed. The numbers are smaller than a batch,
 * so that no batch is written completely.
 */
const deathsAfter: Readonly<Record<'import' | 'undo', readonly number[]>> = {
  import: [40, 170, 300],
  undo: [100],
};

/**
 * Kills the server after it has written this number of events. The test double kills at the exact append call. With a
 * real server the test counts the events from outside, so a fast server may already have written more.
 */
const killAfter = async (
  { eventStore }: PairServers,
  place: Place,
  { server, events }: Readonly<{ server: RunningServer; events: number }>,
): Promise<void> => {
  const kill = (): void => {
    killNow(server.pid);
  };
  if (eventStore === null) {
    await grownTo(place, (await eventCountIn(place)) + events, server);
    kill();
  } else eventStore.faults.atCall('append', events, kill);
  await server.gone;
};

/** Makes runs of a server that are each killed while the server writes. */
const whileItWrites =
  (servers: () => PairServers): Lives =>
  async (place, what, importSheet) => {
    for (const [life, events] of deathsAfter[what].entries()) {
      const before = await eventCountIn(place);
      const server = await startServer(place);
      const killed = killAfter(servers(), place, { server, events });
      // The response may be lost with the server.
      if (life === 0) await importSheet(server).catch(() => null);
      await killed;
      expect(await eventCountIn(place)).toBeGreaterThan(before);
    }
  };

/** With an embedded log, the kill points are planned: a count from another process is sometimes too late. */
const deathsAtLog: Deaths = {
  import: [
    { at: 'log: in front of the commit', passage: 2 },
    { at: 'log: within the group of a commit', passage: 2 },
    { at: 'log: between commit and acknowledgement', passage: 1 },
  ],
  undo: [{ at: 'log: between commit and acknowledgement', passage: 2 }],
};

describe('an import whose owner is killed', () => {
  let root: string;
  let servers: PairServers;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ledger-crash-imports-'));
    servers = await PairServers.start(pairHere());
  });
  afterAll(async () => {
    await servers.stop();
    await rm(root, { recursive: true, force: true });
  });

  it(
    'while it writes to servers goes on and reports, byte for byte, as one that nobody disturbed; so does undoing it',
    async () => {
      const calm = await placeFor(root, 'calm', { servers: servers.fresh() });
      await expectUndisturbed(
        calm,
        await placeFor(root, 'killed', { servers: servers.fresh() }),
        pairHere().log === 'embedded' ? livesAt(deathsAtLog) : whileItWrites(() => servers),
      );
    },
    patience,
  );
});
