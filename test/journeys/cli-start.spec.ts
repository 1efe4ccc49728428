import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { childrenOf } from '../crash/processes.js';
import { goodSheet } from './support/bad-sheets.js';
import { withOneAct } from './support/filled-places.js';
import { patience } from './support/patience.js';
import { openStage, type Server } from './support/stage.js';
import { statusOf } from './support/json-output.js';

const stage = openStage();

const ledgerOfOneAct = async () => {
  const place = await withOneAct(stage);
  return place;
};

/** Process id of the server that the `start` command runs as its child process. */
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
      // The server does not handle SIGHUP, so the signal ends it at once. It recovers as after a power cut.
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
      // Resolves only when every process that shares the output has ended: the command and its server.
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

describe('“ledger start” and “ledger import” of somebody who names no folder', () => {
  it(
    'mean the sample, in a folder and with a master key of its own',
    async () => {
      const place = stage.place();
      const nothingNamed = {
        LEDGER_DATA: undefined,
        HOME: place.root,
        XDG_DATA_HOME: join(place.root, 'share'),
        XDG_CONFIG_HOME: join(place.root, 'config'),
      };
      const empty = await stage.ledgerIn(place, { ...nothingNamed, LEDGER_DATA: '' }, 'status');
      expect(empty).toStrictEqual({
        ...{ code: 2, stdout: '' },
        stderr:
          'LEDGER_DATA is empty, and names no ledger: name a folder, or leave it unset for the sample\n',
      });
      const ran = await stage.ledgerIn(place, nothingNamed, 'import', goodSheet(place.root));
      expect(ran.code).toBe(0);
      const folder = join(place.root, 'share', 'service-ledger-sample');
      expect(ran.stderr).toBe(
        `this is the SAMPLE ledger in ${folder}: its acts are invented. LEDGER_DATA names a ledger of your own\n`,
      );
      expect(existsSync(join(folder, 'log.db'))).toBe(true);
      expect(existsSync(join(place.root, 'config', 'service-ledger-sample', 'master.key'))).toBe(true);
      expect([existsSync(place.data), existsSync(place.masterKey)]).toStrictEqual([false, false]);
      const server = await stage.serve(place, nothingNamed);
      expect(server.process.stdout).toContain(`data folder: ${folder}\n`);
      expect(server.process.stdout).toContain('this ledger is a SAMPLE');
      expect(server.process.stdout).toContain('330825-龙游-2024.csv: ');
      await server.stop();
    },
    patience,
  );
});
