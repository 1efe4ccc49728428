import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { patience } from '../../journeys/support/patience.js';
import { pairHere, PairServers } from '../../support/pair.js';
import { expectUndisturbed, placeFor, type Lives } from '../disturbed-import.js';
import { eventCountIn, grownTo } from '../place-log.js';
import { livesAt, type Deaths } from '../planned-lives.js';
import { killNow, startServer, type Place, type RunningServer } from '../processes.js';

/** When the server dies: after it has written about so many events more. Less than a batch, so that none is written whole. */
const deathsAfter: Readonly<Record<'import' | 'undo', readonly number[]>> = {
  import: [40, 170, 300],
  undo: [100],
};

/**
 * Kills the server when it has written so many events more. A double sees them come and kills at once: by the time that
 * somebody else has counted them, a fast server may have written the rest.
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

/** Each life ends somewhere within its writing. */
const whileItWrites =
  (servers: () => PairServers): Lives =>
  async (place, what, handIn) => {
    for (const [life, events] of deathsAfter[what].entries()) {
      const before = await eventCountIn(place);
      const server = await startServer(place);
      const killed = killAfter(servers(), place, { server, events });
      // Its answer may be lost with the server.
      if (life === 0) await handIn(server).catch(() => null);
      await killed;
      expect(await eventCountIn(place)).toBeGreaterThan(before);
    }
  };

/** On an embedded log the moments are chosen: who counts beside it comes too late now and then. */
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
