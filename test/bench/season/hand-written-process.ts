import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileSheet } from '@ledger/infra/sheets/file-sheet.js';
import { openHandWritten } from '../peers/hand-written/ledger.js';
import { phases } from './phases.js';
import { serveOrders, type Answer, type Holding, type Order } from './side-process.js';

/** The side of the hand-written ledger: one process, whose totals are up to date after every transaction. */

const keyBytes = 32;
const folder = process.argv[2] ?? '';
const ledger = openHandWritten(join(folder, 'hand-written.db'), randomBytes(keyBytes));
const { phase, stop } = phases(new Map([['process', () => process.pid]]));

const take = async (files: readonly string[]): Promise<Answer> => {
  let [rows, refused] = [0, 0];
  const taken = await phase('taken in', async () => {
    for (const path of files) {
      const report = await ledger.take(fileSheet(path));
      rows += report.rows;
      refused += report.refused;
    }
  });
  return { type: 'imported', phases: [taken], rows, refused };
};

const holding = (kinds: readonly string[]): Holding => ({
  ...ledger.total(null),
  byKind: Object.fromEntries(kinds.map((kind) => [kind, ledger.total(kind)])),
  documents: ledger.rows(),
  bytesOnDisk: readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0),
});

serveOrders(async (order: Order): Promise<Answer> => {
  switch (order.type) {
    case 'import':
      return take(order.files);
    case 'totals':
      return { type: 'totals', holding: holding(order.kinds) };
    case 'close':
      stop();
      ledger.close();
      return { type: 'closed' };
  }
});
