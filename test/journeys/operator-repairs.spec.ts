import { dataFolder } from '@ledger/infra/data-folder/data-folder.js';
import { openDatabase } from '@ledger/infra/sqlite/sqlite-database.js';
import { acts } from '@ledger/projections/acts/acts-projection.js';
import { entries } from '@ledger/projections/entries/entries-projection.js';
import { readName } from '@ledger/projections/kernel/projection.js';
import { payouts } from '@ledger/projections/payouts/payouts-projection.js';
import { totals as totalsView } from '@ledger/projections/totals/totals-projection.js';
import { caughtUp, Clerk } from './support/clerk.js';
import { withSheet } from './support/filled-places.js';
import { patience } from './support/patience.js';
import type { Place } from './support/place.js';
import { sheetOf } from './support/sample.js';
import { openStage } from './support/stage.js';
import { jsonOf } from './support/json-output.js';

const stage = openStage();

/** A ledger with one imported sheet, separate for each case, because the cases damage its files. */
const imported = (): Promise<Place> => withSheet(stage, sheetOf('330784'));

/** Runs a command that prints JSON. Returns its exit code, which may be an error, and the JSON. */
const reported = async (
  place: Place,
  ...args: readonly string[]
): Promise<readonly [number | null, unknown]> => {
  const ran = await stage.ledger(place, ...args, '--json');
  return [ran.code, jsonOf(ran)];
};

const change = (file: string, sql: string): void => {
  const db = openDatabase(file, { readOnly: false, waitMs: 5_000 });
  db.exec(sql);
  db.close();
};

const visit = { kind: 'station-visit', on: '2023-06-01', district: '330602', headcount: 3 };

describe('an event that cannot be read', () => {
  const lacking = {
    text: `{ totals(district: "330784", from: "2024-01", to: "2024-12") { rows { acts } view { lag incompleteCount
        incomplete { key event because waiting } } }
      acts(first: 1) { view { incompleteCount } } payouts(first: 1) { view { incompleteCount } }
      views { name incompleteCount } }`,
  };

  it(
    'holds nobody up: every answer that may lack it says so, until it is repaired',
    async () => {
      const place = await imported();
      const { log, views } = dataFolder(place.data);
      // The event in the log is made invalid, and the views are deleted so that they are folded again. The event is
      // repaired later.
      const one = "(SELECT pos FROM events WHERE type = 'SubsidyPaid' ORDER BY pos LIMIT 1)";
      change(
        log,
        `CREATE TABLE spoilt AS SELECT pos, data FROM events WHERE pos = ${one};
        UPDATE events SET data = json_set(data, '$.headcount', 'one') WHERE pos = ${one}`,
      );
      change(
        views,
        [acts, totalsView, entries, payouts]
          .map((view) => readName(view))
          .map((name) => `DELETE FROM c_${name}; DELETE FROM c_checkpoints WHERE key = '${name}';`)
          .join(''),
      );
      const server = await stage.serve(place);
      const clerk = new Clerk(server.client);
      await clerk.act('recordAct', visit);
      await caughtUp(clerk);
      expect(await server.client.ask(lacking)).toMatchObject({
        totals: {
          view: {
            lag: 0,
            incompleteCount: 1,
            incomplete: [
              {
                ...{ key: null, event: 'SubsidyPaid', waiting: 0 },
                because: expect.stringMatching(/^its content does not fit its shape at headcount/) as string,
              },
            ],
          },
        },
        acts: { view: { incompleteCount: 1 } },
        payouts: { view: { incompleteCount: 1 } },
        views: [1, 1, 1, 1, 0]
          .map((incompleteCount) => ({ incompleteCount }))
          .toSpliced(0, 0, { incompleteCount: 0 }),
      });
      const status = await stage.ledger(place, 'status');
      expect(status.stdout).toMatch(/acts +│ \w{20} │ +0 │ 1 incomplete; “ledger repair acts”/);
      expect(status.stdout).toMatch(
        /^view acts lacks event SubsidyPaid at \w{20} \(\S+, revision \d+\): its/m,
      );
      const totals = await stage.ledger(place, 'totals', '--from', '2024-01', '--to', '2024-12');
      expect(totals.stderr).toMatch(
        /^note: the answer may lack 1 incomplete documents; “ledger repair totals”/m,
      );
      for (const sheet of ['totals.csv?from=2024-01&to=2024-12', 'acts.csv', 'payouts.csv'])
        expect(await (await fetch(`${server.address}/exports/${sheet}`)).text()).toMatch(
          /^incomplete documents,any: event SubsidyPaid at \w{20} does not tell which\r$/m,
        );
      const verification = await stage.ledger(place, 'verify');
      expect([verification.code, verification.stdout]).toStrictEqual([
        1,
        expect.stringMatching(/“ledger repair acts”/),
      ]);
      expect(await reported(place, 'repair', 'acts')).toMatchObject([
        1,
        { ok: false, remaining: [{ key: null }] },
      ]);
      expect(server.process.stderr).toMatch(
        /^view acts: 1 documents are incomplete; “ledger status” names them$/m,
      );

      change(
        log,
        'UPDATE events SET data = s.data FROM spoilt s WHERE s.pos = events.pos; DROP TABLE spoilt',
      );
      for (const view of ['acts', 'totals', 'entries', 'payouts']) {
        expect(await reported(place, 'repair', view)).toMatchObject([0, { ok: true, remaining: [] }]);
        expect(await reported(place, 'repair', view)).toMatchObject([
          0,
          { ok: true, refolded: 0, remaining: [] },
        ]);
      }
      const { views: mended } = await server.client.ask<{ views: readonly { incompleteCount: number }[] }>(
        lacking,
      );
      expect(mended.map(({ incompleteCount }) => incompleteCount)).toStrictEqual([0, 0, 0, 0, 0, 0]);
      await server.stop();
      expect(await reported(place, 'verify')).toMatchObject([0, { ok: true }]);
      expect(await reported(place, 'verify', '--log')).toMatchObject([0, { ok: true }]);
    },
    patience,
  );
});
