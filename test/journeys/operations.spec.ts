import { existsSync } from 'node:fs';
import { childrenOf, killNow } from '../crash/processes.js';
import { caughtUp, Clerk } from './support/clerk.js';
import { withOneAct } from './support/filled-places.js';
import { viewsQuery } from './support/operations.js';
import { patience } from './support/patience.js';
import { instant } from './support/expected-act.js';
import { openStage, type Server } from './support/stage.js';
import { asked, statusOf } from './support/json-output.js';

const stage = openStage();

/** Process id of the projector, the only child process of a server. */
const projectorOf = ({ process }: Server): number => {
  const [pid, ...more] = childrenOf(process.pid);
  if (pid === undefined || more.length > 0) throw new Error('the server has not exactly one child');
  return pid;
};

const visit = { kind: 'station-visit', on: '2023-06-01', district: '330602', headcount: 3 };
const everything = ['--from', '2000-01', '--to', '2099-12'] as const;

describe('a ledger that is started', () => {
  it(
    'with acts of its own is left without the sample, and says nothing of one',
    async () => {
      const place = await withOneAct(stage);
      const { events } = await statusOf(stage, place);
      const server = await stage.serve(place);
      expect(server.process.stdout).not.toContain('SAMPLE');
      expect((await new Clerk(server.client).totals({ from: '2000-01', to: '2099-12' })).rows[0]?.acts).toBe(
        1,
      );
      await server.stop();
      expect((await statusOf(stage, place)).events).toBe(events);
    },
    patience,
  );

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'stops cleanly on %s: with its children, its lock and its note, and with all that it acknowledged',
    async (signal) => {
      const place = await withOneAct(stage);
      const server = await stage.serve(place);
      const projector = projectorOf(server);
      const clerk = new Clerk(server.client);
      await clerk.act('recordAct', visit);
      await caughtUp(clerk);
      // The note of the owner also contains its access token, which nobody may see.
      expect((await statusOf(stage, place)).owner).toStrictEqual({
        pid: server.process.pid,
        address: server.address,
        startedAt: instant,
      });
      expect(await server.stop(signal)).toStrictEqual({ code: 0, signal: null });
      expect(server.process.stdout).toMatch(/\nstopping …\nstopped; everything acknowledged is on disk\n$/);
      expect(server.process.stderr).toBe('');
      expect(() => process.kill(projector, 0)).toThrow('ESRCH');
      expect(existsSync(`${place.data}/owner.json`)).toBe(false);
      expect((await statusOf(stage, place)).owner).toBeNull();
      const rows = await asked(stage, place, 'totals', ...everything, '--by', 'district');
      expect(rows).toMatchObject([{ district: '330000', acts: 2, headcount: 6 }]);
    },
    patience,
  );
});

describe('a projector that is killed', () => {
  it(
    'is started again, tells so, and folds what was written meanwhile',
    async () => {
      const place = await withOneAct(stage);
      const server = await stage.serve(place);
      const clerk = new Clerk(server.client);
      for (const round of [1, 2, 3]) {
        const killed = projectorOf(server);
        killNow(killed);
        const { position } = await clerk.act('recordAct', visit);
        await caughtUp(clerk);
        const { rows, view } = await clerk.totals({ from: '2023-06', to: '2023-06', atLeast: position });
        expect(rows.map(({ acts }) => acts)).toStrictEqual([round]);
        expect(view.position).toBe(position);
        expect(projectorOf(server)).not.toBe(killed);
      }
      const { views } = await server.client.ask(viewsQuery);
      expect(views.map(({ lag, stopped }) => [lag, stopped])).toStrictEqual(views.map(() => [0, null]));
      expect(server.process.stderr).toBe('the projector ended; it is started again\n'.repeat(3));
      expect(await server.stop()).toStrictEqual({ code: 0, signal: null });
      const verification = await asked(stage, place, 'verify');
      expect(verification).toMatchObject({ ok: true });
    },
    patience,
  );
});
