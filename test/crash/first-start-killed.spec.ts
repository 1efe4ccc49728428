import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsFrom } from '@ledger/runtime/engines/settings.js';
import { patience } from '../journeys/support/patience.js';
import { ownPair } from '../support/pair-owner.js';
import { moments, putPlan, underPlan } from '../faults/plan.js';
import { orderOf, sheetOf } from './orders.js';
import { runCli, startCli, type Place } from './processes.js';
import { randomOf } from './random.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ledger-first-start-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Runs the first import of a ledger and kills it at a kill point. Returns whether that point was reached. */
const dieImporting = async (
  place: Place,
  sheet: string,
  at: (typeof moments.start)[number],
): Promise<boolean> => {
  const [plan, mark] = [join(root, 'faults.json'), join(root, 'struck')];
  putPlan(plan, { kill: { at, passage: 1, family: true, mark } });
  const importing = startCli(place, ['import', sheet, '--json'], underPlan(plan));
  importing.child.stdout?.resume();
  await importing.gone;
  return existsSync(mark);
};

it.each(moments.start)(
  'a first start that is killed at “%s” is finished by the next, and nobody has two numbers',
  async (moment) => {
    const place = { folder: join(root, 'data'), masterKey: join(root, 'master.key') };
    const sheet = join(root, 'sheet.csv');
    const random = randomOf(7);
    const orders = Array.from({ length: 40 }, (_, index) => orderOf(random, `R-${String(index)}`));
    await writeFile(sheet, sheetOf(orders));
    expect(await dieImporting(place, sheet, moment)).toBe(true);
    const { code, json } = await runCli(place, ['import', sheet, '--json']);
    expect([code, json]).toStrictEqual([
      0,
      [expect.objectContaining({ rows: orders.length, accepted: orders.length, refused: [] })],
    ]);
    expect(await runCli(place, ['verify', '--json'])).toMatchObject({
      code: 0,
      json: { ok: true, personsWithoutKey: 0 },
    });
    const settings = settingsFrom({ LEDGER_DATA: place.folder, LEDGER_MASTER_KEY_FILE: place.masterKey });
    const owner = await ownPair(settings);
    expect(owner.pairState).toStrictEqual({ kind: 'even' });
    await owner.close();
  },
  patience,
);
