import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goodSheet } from './support/bad-sheets.js';
import { Clerk } from './support/clerk.js';
import { withOneAct, withSample } from './support/filled-places.js';
import type { Operation } from './support/client.js';
import { patience } from './support/patience.js';
import { acceptedInAll } from './support/sample.js';
import { openStage, type Server } from './support/stage.js';
import { asked, statusOf } from './support/json-output.js';

const stage = openStage();

const asSample = { LEDGER_SAMPLE: 'yes' } as const;

const actsOf = async ({ client }: Server): Promise<readonly number[]> => {
  const { rows } = await new Clerk(client).totals({ from: '2000-01', to: '2099-12' });
  return rows.map(({ acts }) => acts);
};

const catalogueQuery: Operation<Readonly<{ catalogue: Readonly<{ sample: boolean }> }>> = {
  text: '{ catalogue { sample } }',
};

describe('a sample that is started for the first time', () => {
  it(
    'and is killed or interrupted while it loads the sheets goes on when it is started again',
    async () => {
      const place = stage.place();
      const killed = stage.begin(place, asSample);
      await killed.says(/330521-\S+\.csv: /);
      expect(await killed.stop('SIGKILL')).toStrictEqual({ code: null, signal: 'SIGKILL' });
      const interrupted = stage.begin(place);
      await interrupted.says(/330\d+-\S+\.csv: /);
      expect(await interrupted.stop('SIGINT')).toStrictEqual({ code: 0, signal: null });
      const { events, owner } = await statusOf(stage, place);
      expect(owner).toBeNull();
      const server = await stage.serve(place);
      expect(await actsOf(server)).toStrictEqual([acceptedInAll]);
      expect((await statusOf(stage, place)).events).toBeGreaterThan(events);
      await server.stop();
    },
    patience,
  );
});

describe('a sample', () => {
  it(
    'is told apart from a ledger in use by everybody who asks',
    async () => {
      for (const isSample of [true, false]) {
        const place = isSample ? await withSample(stage) : await withOneAct(stage);
        const server = await stage.serve(place);
        expect((await server.client.ask(catalogueQuery)).catalogue).toStrictEqual({ sample: isSample });
        expect(server.process.stdout.includes('SAMPLE')).toBe(isSample);
        expect((await statusOf(stage, place)).sample).toBe(isSample);
        const sheet = join(place.root, 'totals.csv');
        await stage.ledger(place, 'export', 'totals', '--from', '2024-01', '--to', '2024-12', '--out', sheet);
        expect(readFileSync(sheet, 'utf8').includes('sample,yes: these acts are invented')).toBe(isSample);
        await server.stop();
      }
    },
    patience,
  );

  it(
    'is begun by an import, too, which says so; “ledger sample” adds the sheets',
    async () => {
      const place = stage.place();
      const ran = await stage.ledgerIn(place, asSample, 'import', goodSheet(place.root));
      expect(ran.code).toBe(0);
      expect(ran.stderr).toContain(`this is the SAMPLE ledger in ${place.data}: its acts are invented.`);
      const made = await stage.ledger(place, 'sample');
      expect([made.code, made.stderr]).toStrictEqual([0, '']);
      expect(made.stdout).toContain('log.db is a SAMPLE');
      const rows = await asked(stage, place, 'totals', '--from', '2000-01', '--to', '2099-12');
      expect(rows).toMatchObject([{ acts: 1 + acceptedInAll }]);
      expect((await statusOf(stage, place)).sample).toBe(true);
    },
    patience,
  );
});
