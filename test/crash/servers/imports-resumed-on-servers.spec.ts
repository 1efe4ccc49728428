import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { patience } from '../../journeys/support/patience.js';
import { pairHere, PairServers } from '../../support/pair.js';
import { expectUndisturbed, lastSettled, placeFor, type Lives } from '../disturbed-import.js';
import { eventCountIn, grownTo } from '../place-log.js';
import { killNow, startServer } from '../processes.js';

/** When the server dies: after it has written so many events more. */
const deathsAfter: Readonly<Record<'import' | 'undo', readonly number[]>> = {
  import: [40, 170, 500],
  undo: [100],
};

/**
 * Each life ends somewhere within its writing. The engines decide how much more is written before the kill arrives, so
 * a later life may have less left than it should write: it ends when nothing is left, and is the last. The first one
 * must be killed with work left over.
 */
const whileItWrites: Lives = async (place, what, handIn) => {
  for (const [life, events] of deathsAfter[what].entries()) {
    const before = await eventCountIn(place);
    const server = await startServer(place);
    if (life === 0) await handIn(server);
    const over = lastSettled(server).then(
      () => true,
      () => false,
    );
    await grownTo(place, before + events, { gone: Promise.race([server.gone, over]) });
    killNow(server.pid);
    await server.gone;
    const isOver = await over;
    if (life === 0) {
      expect(isOver).toBe(false);
      expect(await eventCountIn(place)).toBeGreaterThanOrEqual(before + events);
    }
    if (isOver) return;
  }
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
        whileItWrites,
      );
    },
    patience,
  );
});
