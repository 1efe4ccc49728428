import { LogFault } from '@ledger/ledger/ports/event-log.js';
import { childrenOf } from '../crash/processes.js';
import { openApi } from '../support/api.js';
import { Clerk } from './support/clerk.js';
import { withOneAct } from './support/filled-places.js';
import { patience } from './support/patience.js';
import { openStage, type Server } from './support/stage.js';

const stage = openStage();

type Health = Readonly<{ status: number; body: unknown }>;

const healthAt = async (address: string, path: string, headers = {}): Promise<Health> => {
  const response = await fetch(`${address}/health/${path}`, { headers });
  return { status: response.status, body: await response.json() };
};

const live: Health = { status: 200, body: { status: 'live' } };
const ready: Health = { status: 200, body: { status: 'ready' } };

const started = async (more = {}): Promise<Server> => {
  const place = await withOneAct(stage);
  return stage.serve(place, more);
};

/** Polls until the readiness probe has the expected status. If it never does, the case fails by its timeout. */
const becomes = async (server: Server, expected: Health): Promise<void> => {
  for (;;) {
    if ((await healthAt(server.address, 'ready')).status === expected.status) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

describe('a probe', () => {
  it(
    'is told that the ledger lives and is ready, whoever sends it, also in production',
    async () => {
      for (const more of [{}, { NODE_ENV: 'production', LOG_LEVEL: 'silent' }]) {
        const server = await started(more);
        await becomes(server, ready);
        for (const headers of [{}, { 'sec-fetch-site': 'cross-site' }, { 'content-type': 'text/plain' }]) {
          expect(await healthAt(server.address, 'live', headers)).toStrictEqual(live);
          expect(await healthAt(server.address, 'ready', headers)).toStrictEqual(ready);
        }
        await server.stop();
      }
    },
    patience,
  );

  it(
    'is told which views are further behind than allowed, and that they have caught up',
    async () => {
      const server = await started({ LEDGER_READY_LAG: '1' });
      await becomes(server, ready);
      const [projector] = childrenOf(server.process.pid);
      if (projector === undefined) throw new Error('the server has no projector');
      process.kill(projector, 'SIGSTOP');
      const visit = { kind: 'station-visit', on: '2023-06-01', district: '330602', headcount: 3 };
      for (let count = 0; count < 3; count += 1) await new Clerk(server.client).act('recordAct', visit);
      const { status, body } = await healthAt(server.address, 'ready');
      expect(status).toBe(503);
      expect(body).toStrictEqual({
        status: 'not ready',
        troubles: ['workers', 'acts', 'entries', 'totals', 'payouts', 'imports'].map((view) => ({
          part: 'views',
          reason: `view ${view} is 6 events behind; at most 1 are allowed`,
        })),
      });
      expect(await healthAt(server.address, 'live')).toStrictEqual(live);
      process.kill(projector, 'SIGCONT');
      await becomes(server, ready);
      await server.stop();
    },
    patience,
  );

  it(
    'is told what does not answer',
    async () => {
      const api = await openApi({ trouble: () => new LogFault('LOG_AWAY', 'the log cannot be reached') });
      const address = new URL(api.client.url).origin;
      const reason = 'the log cannot be reached';
      expect(await healthAt(address, 'ready')).toStrictEqual({
        status: 503,
        body: {
          status: 'not ready',
          troubles: [
            { part: 'log', reason },
            { part: 'views', reason },
          ],
        },
      });
      expect(await healthAt(address, 'live')).toStrictEqual(live);
      await api.close();
    },
    patience,
  );
});

describe('a setting that cannot be used', () => {
  it.each([
    ['LEDGER_READY_LAG', 'soon', 'LEDGER_READY_LAG is “soon”; it must be a number of events, e.g. 10000\n'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL is “loud”; it must be one of fatal, error, warn, info, debug, silent\n'],
  ])(
    'ends the start with a sentence: %s',
    async (name, value, sentence) => {
      const begun = stage.begin(stage.place(), { [name]: value });
      expect(await begun.ended).toStrictEqual({ code: 1, signal: null });
      expect([begun.stdout, begun.stderr]).toStrictEqual(['', sentence]);
    },
    patience,
  );
});
