import { soleOffice } from '@ledger/ledger/kernel/identifiers.js';
import { existsSync, mkdirSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFolder, type DataFolder } from '@ledger/infra/data-folder/data-folder.js';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { eventLoopTurn } from '@ledger/infra/identifiers/event-loop-turn.js';
import { identifiers } from '@ledger/infra/identifiers/uuid-generator.js';
import { systemClock } from '@ledger/infra/identifiers/system-clock.js';
import { openEmbeddedVault } from '@ledger/infra/key-vault/embedded/embedded-vault.js';
import { masterKey } from '@ledger/infra/key-vault/master-key.js';
import { fileSheet } from '@ledger/infra/sheets/file-sheet.js';
import { writeSide } from '@ledger/ledger/use-cases/write-side.js';
import { sheetImport } from '@ledger/ledger/imports/import-sheet.js';
import { catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { seasonActs, writeSeason } from '../season/season.js';

/** A ledger whose log already has many acts; its views are not folded yet. */
export type Grown = Readonly<{ acts: number; data: DataFolder; masterKeyFile: string }>;

const years = [2022, 2023] as const;

/** The share of each year's season to import, so that both together have the wanted number of acts. */
const shares = (acts: number): readonly number[] => {
  const inFirst = Math.min(acts, seasonActs);
  return [inFirst / seasonActs, (acts - inFirst) / seasonActs];
};

const takeIn = async (folder: string, { data, masterKeyFile, acts }: Grown): Promise<void> => {
  const vault = openEmbeddedVault(data.vault, masterKey(masterKeyFile, true), 'write');
  const log = openEmbeddedLog(data.log, 'write', (await vault.notes.ids()).vault);
  await vault.notes.bind(log.ids.log);
  const ports = { log, vault, ids: identifiers, clock: systemClock, pause: eventLoopTurn, catalogue };
  const sheets = sheetImport({ ...ports, ...writeSide(ports) });
  let rows = 0;
  for (const [index, share] of shares(acts).entries()) {
    if (share === 0) continue;
    const year = years[index] ?? 0;
    const { files } = await writeSeason(folder, { year, seed: 2022, share });
    for (const path of files) {
      const report = await sheets.import({
        id: identifiers.fresh(),
        source: fileSheet(path),
        office: soleOffice,
        by: { actor: 'bench', role: 'caseworker', district: null },
        progress: () => undefined,
      });
      rows += report.accepted;
    }
  }
  await log.close();
  await vault.close();
  if (rows !== acts) throw new Error(`the grown ledger holds ${String(rows)} acts, not ${String(acts)}`);
};

/**
 * A ledger with the given number of acts, imported as one or two seasons. The first bench of a run that needs it makes
 * it, and later benches use it again.
 */
export const grownLedger = async (folder: string, acts: number): Promise<Grown> => {
  const own = join(folder, `grown-${String(acts)}`);
  const ready = { acts, data: dataFolder(join(own, 'data')), masterKeyFile: join(own, 'master.key') };
  if (existsSync(own)) return ready;
  const making = `${own}-making`;
  mkdirSync(join(making, 'data'), { recursive: true });
  process.stderr.write(`  taking in ${acts.toLocaleString('en')} acts …\n`);
  await takeIn(making, {
    acts,
    data: dataFolder(join(making, 'data')),
    masterKeyFile: join(making, 'master.key'),
  });
  await rename(making, own);
  return ready;
};
