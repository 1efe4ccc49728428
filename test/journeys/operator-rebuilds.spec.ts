import { readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { dataFolder } from '@ledger/infra/data-folder/data-folder.js';
import { openDatabase } from '@ledger/infra/sqlite/sqlite-database.js';
import { acts } from '@ledger/projections/acts/acts-projection.js';
import { entries } from '@ledger/projections/entries/entries-projection.js';
import { buildName, readName } from '@ledger/projections/kernel/projection.js';
import { payouts } from '@ledger/projections/payouts/payouts-projection.js';
import { totals } from '@ledger/projections/totals/totals-projection.js';
import { workers } from '@ledger/projections/workers/workers-projection.js';
import { Clerk } from './support/clerk.js';
import { viewsQuery } from './support/operations.js';
import { withSheet } from './support/filled-places.js';
import { patience } from './support/patience.js';
import type { Place } from './support/place.js';
import { sheetOf } from './support/sample.js';
import { openStage, type Server } from './support/stage.js';
import { jsonOf } from './support/json-output.js';

const stage = openStage();

/** A ledger with one imported sheet, separate for each case, because the cases change its files. */
const imported = (): Promise<Place> => withSheet(stage, sheetOf('330784'));

type Rebuilt = Readonly<{
  ok: boolean;
  build: number;
  switched: boolean;
  comparison: Readonly<{ documents: number; differences: number; named: readonly string[] }> | null;
}>;

/** Runs a command that prints JSON. Returns its exit code, which may be an error, and the JSON. */
const reported = async (
  place: Place,
  ...args: readonly string[]
): Promise<readonly [number | null, unknown]> => {
  const ran = await stage.ledger(place, ...args, '--json');
  return [ran.code, jsonOf(ran)];
};

const rebuilt = async (
  place: Place,
  ...args: readonly string[]
): Promise<readonly [number | null, Rebuilt]> => {
  const [code, done] = await reported(place, 'rebuild', ...args);
  // Unchecked cast to the documented output of the command. The cases compare all parts that they use.
  return [code, done as Rebuilt];
};

const change = (file: string, sql: string): void => {
  const db = openDatabase(file, { readOnly: false, waitMs: 5_000 });
  db.exec(sql);
  db.close();
};

const buildFiles = ({ data }: Place): readonly string[] =>
  readdirSync(data)
    .filter((name) => /^views\..+\.db$/.test(name))
    .sort();

const visit = { kind: 'station-visit', on: '2023-06-01', district: '330602', headcount: 3 };

/** Pause of the reader. Without it, the reader would take the processor time that the rebuild needs. */
const betweenReadsMs = 50;

/**
 * Records acts and reads totals in a loop. It notes a fault when a request fails, when acts are missing, or when the
 * position of a view goes back.
 */
class Reader {
  readonly faults: unknown[] = [];
  answers = 0;
  private acts = 0;
  private readonly positions = new Map<string, string>();
  private going = true;
  private readonly done: Promise<void>;

  constructor(private readonly server: Server) {
    this.done = this.read();
  }

  async stop(): Promise<void> {
    this.going = false;
    await this.done;
  }

  private async read(): Promise<void> {
    const clerk = new Clerk(this.server.client);
    for (let turn = 1; this.going; turn += 1) {
      try {
        await clerk.act('recordAct', visit);
        const { rows, view } = await clerk.totals({ from: '2023-06', to: '2023-06' });
        const acts = rows[0]?.acts ?? 0;
        if (acts < this.acts || acts > turn)
          this.faults.push(`${String(acts)} acts after ${String(this.acts)}`);
        this.acts = acts;
        this.look('totals', view.position);
        for (const each of (await this.server.client.ask(viewsQuery)).views)
          this.look(each.name, each.position);
        this.answers += 1;
      } catch (error) {
        this.faults.push(error);
      }
      await pause(betweenReadsMs);
    }
  }

  private look(view: string, position: string): void {
    const before = this.positions.get(view) ?? '';
    if (position < before) this.faults.push(`${view} went back from ${before} to ${position}`);
    this.positions.set(view, position);
  }
}

describe('ledger rebuild, while the ledger serves', () => {
  it(
    'folds beside, compares, switches, goes back and drops; reading never fails and never goes back in time',
    async () => {
      const place = await imported();
      const server = await stage.serve(place);
      const reader = new Reader(server);
      for (const view of ['totals', 'acts', 'workers', 'entries', 'payouts']) {
        const [code, done] = await rebuilt(place, view);
        expect([code, done]).toMatchObject([
          0,
          { ok: true, build: 2, switched: true, comparison: { differences: 0, named: [] } },
        ]);
      }
      expect((await rebuilt(place, 'totals', '--back'))[1]).toMatchObject({ did: 'back', build: 1 });
      expect((await rebuilt(place, 'acts', '--drop'))[1]).toMatchObject({ did: 'drop', builds: [1] });
      expect((await rebuilt(place, 'totals', '--drop'))[1]).toMatchObject({ did: 'drop', builds: [2] });
      await reader.stop();
      expect(reader.faults).toStrictEqual([]);
      expect(reader.answers).toBeGreaterThan(10);
      expect(server.process.stderr).toBe('');
      expect(buildFiles(place)).toStrictEqual(
        [acts, entries, payouts, workers].map((view) => `views.${buildName(view, 2)}.db`),
      );
      await server.stop();
      expect(await reported(place, 'verify')).toMatchObject([0, { ok: true }]);
    },
    patience,
  );

  it(
    'takes orders from nobody who cannot read the data folder',
    async () => {
      const server = await stage.serve(await imported());
      const order = JSON.stringify({ do: 'drop', view: 'acts' });
      const post = async (headers: Readonly<Record<string, string>>, method = 'POST') => {
        const body = method === 'POST' ? { body: order } : {};
        const response = await fetch(`${server.address}/maintenance`, { method, headers, ...body });
        return [response.status, Object.keys(JSON.parse(await response.text()) as object)];
      };
      expect(await post({})).toStrictEqual([403, ['fault']]);
      expect(await post({ authorization: 'Bearer 00000000000000000000000000000000' })).toStrictEqual([
        403,
        ['fault'],
      ]);
      expect(await post({}, 'GET')).toStrictEqual([405, ['fault']]);
    },
    patience,
  );
});

describe('ledger rebuild, while nobody runs the ledger', () => {
  it(
    'says what it did, lists the builds, and refuses what cannot be',
    async () => {
      const place = await imported();
      const done = await stage.ledger(place, 'rebuild', 'totals');
      expect(done.code).toBe(0);
      expect(done.stdout).toMatch(
        /^build 2 of view totals is folded\ncompared with the build that is read, at \w{20}: \d+ documents, 0 differ\nit is read from now on; “ledger rebuild totals --back” goes back, “--drop” drops the former builds\n$/,
      );
      expect(done.stderr).toMatch(/^folding: [\d,]+ of [\d,]+ events, [\d,]+ a second, (\d+ s|\?) left$/m);
      const list = await stage.ledger(place, 'rebuild');
      const version = String(totals.version);
      expect(list.stdout).toMatch(
        new RegExp(`totals +│ +1 │ +${version} │ former[^]*totals +│ +2 │ +${version} │ current`),
      );
      for (const [args, sentence] of [
        [['rebuild', 'people'], /^there is no view “people”; the views are workers, acts,/],
        [
          ['rebuild', 'acts', '--back'],
          new RegExp(`^view acts has no former build of version ${String(acts.version)} to go back to`),
        ],
        [['rebuild', 'acts', '--back', '--drop'], /^--back, --drop and --accept exclude each other/],
        [['rebuild', '--drop'], /^name the view/],
        [['repair', 'people'], /^there is no view “people”/],
      ] as const) {
        const { code, stderr } = await stage.ledger(place, ...args);
        expect([code, stderr]).toStrictEqual([2, expect.stringMatching(sentence)]);
      }
    },
    patience,
  );

  it(
    'names the documents that differ, and switches only if it is told to',
    async () => {
      const place = await imported();
      const tampered = `UPDATE c_${readName(acts)} SET doc = json_set(doc, '$.headcount', 77)
        WHERE key = (SELECT key FROM c_${readName(acts)} ORDER BY key LIMIT 1)`;
      change(dataFolder(place.data).views, tampered);
      const [code, done] = await rebuilt(place, 'acts');
      expect(code).toBe(1);
      expect(done).toMatchObject({ ok: false, build: 2, switched: false, comparison: { differences: 1 } });
      expect(done.comparison?.named).toStrictEqual([
        expect.stringMatching(/: other content than in a fresh fold$/),
      ]);
      expect((await stage.ledger(place, 'verify')).code).toBe(1);
      expect(await rebuilt(place, 'acts', '--accept')).toMatchObject([0, { build: 2, switched: true }]);
      expect((await stage.ledger(place, 'verify')).code).toBe(0);
    },
    patience,
  );
});
