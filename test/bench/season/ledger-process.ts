import { soleOffice } from '@ledger/ledger/kernel/identifiers.js';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openLedger } from '@ledger/runtime/ledger/ledger.js';
import { settingsFrom } from '@ledger/runtime/engines/settings.js';
import { openDatabase } from '@ledger/infra/sqlite/sqlite-database.js';
import { identifiers } from '@ledger/infra/identifiers/uuid-generator.js';
import { fileSheet } from '@ledger/infra/sheets/file-sheet.js';
import type { TotalsBy } from '@ledger/projections/totals/totals-splits.js';
import { everybody } from '@ledger/projections/reading/totals-scope.js';
import { readTotals, type TotalsRow } from '@ledger/projections/totals/totals-queries.js';
import { phases } from './phases.js';
import { serveOrders, type Answer, type Holding, type Order } from './side-process.js';

/**
 * The ledger's half of the comparison, in a process of its own: it imports as `ledger import` does, with owner and
 * projector, encryption and reservations.
 */

const folder = process.argv[2] ?? '';
const data = join(folder, 'data');

const ledger = await openLedger(
  settingsFrom({ LEDGER_DATA: data, LEDGER_MASTER_KEY_FILE: join(folder, 'master.key'), PORT: '0' }),
  (sentence) => process.stderr.write(`${sentence}\n`),
);
const { phase, stop } = phases(
  new Map([
    ['owner', () => process.pid],
    ['projector', () => ledger.projector.pid],
  ]),
);

const take = async (files: readonly string[]): Promise<Answer> => {
  let [rows, refused] = [0, 0];
  const taken = await phase('taken in', async () => {
    for (const path of files) {
      const report = await ledger.importer.import({
        id: identifiers.fresh(),
        source: fileSheet(path),
        office: soleOffice,
        by: { actor: 'bench', role: 'caseworker', district: null },
        progress: () => undefined,
      });
      rows += report.rows;
      refused += report.refused.length;
    }
  });
  const caughtUp = await phase('views caught up', () => ledger.caughtUp());
  return { type: 'imported', phases: [taken, caughtUp], rows, refused };
};

/** Number of documents in the tables of the views, one row each. */
const countDocuments = (): number => {
  const db = openDatabase(join(data, 'views.db'), { readOnly: true, waitMs: 10_000 });
  let count = 0;
  for (const [name] of db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'c~_%' ESCAPE '~'")
    .all())
    count += Number(db.prepare(`SELECT count(*) FROM "${String(name)}"`).get()?.[0]);
  db.close();
  return count;
};

const totals = async (): Promise<Holding> => {
  const scope = {
    district: '330000',
    depth: 'all',
    from: '0000-01',
    to: '9999-12',
    kinds: null,
    recordedTo: null,
    whom: everybody,
  } as const;
  const read = async (by: TotalsBy): Promise<readonly TotalsRow[]> =>
    (await readTotals(ledger, scope, by)).rows;
  const byKind = Object.fromEntries(
    (await read('kind')).map(({ key, acts, people, paidFen }) => [
      key ?? '',
      { acts, people, fen: Number(paidFen) },
    ]),
  );
  const [all] = await read('none');
  if (all === undefined) throw new Error('there is always one row for everything');
  const bytesOnDisk = readdirSync(data).reduce((sum, name) => sum + statSync(join(data, name)).size, 0);
  return {
    acts: all.acts,
    people: all.people,
    fen: Number(all.paidFen),
    byKind,
    documents: countDocuments(),
    bytesOnDisk,
  };
};

serveOrders(async (order: Order): Promise<Answer> => {
  switch (order.type) {
    case 'import':
      return take(order.files);
    case 'totals':
      return { type: 'totals', holding: await totals() };
    case 'close':
      stop();
      await ledger.close();
      return { type: 'closed' };
  }
});
