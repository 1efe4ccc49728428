import { childrenOf } from '../crash/processes.js';
import { withOneAct } from './support/filled-places.js';
import { patience } from './support/patience.js';
import { openStage, type Server } from './support/stage.js';
import { statusOf } from './support/told.js';

const stage = openStage();

const ledgerOfOneAct = async () => {
  const place = await withOneAct(stage);
  return place;
};

/** The process that serves, of the command that started it. */
const serverBehind = ({ process }: Server): number => {
  const [pid, ...more] = childrenOf(process.pid);
  if (pid === undefined || more.length > 0) throw new Error('the command has not exactly one child');
  return pid;
};

const cleanly = /\nstopping …\nstopped; everything acknowledged is on disk\n$/;

describe('“ledger start”', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'serves until %s, and then ends as the server does',
    async (signal) => {
      const place = await ledgerOfOneAct();
      const server = await stage.listening(stage.beginByCommand(place));
      expect((await statusOf(stage, place)).owner).toMatchObject({ pid: serverBehind(server) });
      const ended = await server.stop(signal);
      expect((await statusOf(stage, place)).owner).toBeNull();
      // The server does not catch a hang-up: it ends by it at once, as after a power cut.
      if (signal === 'SIGHUP') expect(ended).toStrictEqual({ code: null, signal });
      else {
        expect(ended).toStrictEqual({ code: 0, signal: null });
        expect(server.process.stdout).toMatch(cleanly);
      }
      expect(server.process.stderr).toBe('');
    },
    patience,
  );

  it(
    'takes its server along when it is killed',
    async () => {
      const place = await ledgerOfOneAct();
      const server = await stage.listening(stage.beginByCommand(place));
      // Resolves when every process that shares its output is gone.
      expect(await server.stop('SIGKILL')).toStrictEqual({ code: null, signal: 'SIGKILL' });
      expect(server.process.stdout).toMatch(cleanly);
      expect((await statusOf(stage, place)).owner).toBeNull();
    },
    patience,
  );

  it(
    'ends by the signal that ended its server',
    async () => {
      const place = await ledgerOfOneAct();
      const server = await stage.listening(stage.beginByCommand(place));
      process.kill(serverBehind(server), 'SIGKILL');
      expect(await server.process.ended).toStrictEqual({ code: null, signal: 'SIGKILL' });
    },
    patience,
  );
});
