import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, tryLock } from '@ledger/infra/data-folder/data-folder.js';
import { openDatabase } from '@ledger/infra/sqlite/sqlite-database.js';
import { pairHere } from '../../support/pair.js';
import { until } from '../../support/until.js';
import { goodSheet } from './bad-sheets.js';
import { placeIn, type Place } from './place.js';
import { sheetOf, sheets, type Sheet } from './sample.js';
import type { Ran, Stage } from './stage.js';

/**
 * Ledgers that many cases begin with. On the embedded engines each is made once in a run of the suites, by whichever
 * worker asks for it first, and copied; a ledger on a server cannot be copied, and is made every time.
 */

type Fill = (place: Place) => Promise<void>;

const isOnServer = (): boolean => {
  const { log, documents } = pairHere();
  return log !== 'embedded' || documents !== 'embedded';
};

const templates = (): string => {
  const folder = process.env['LEDGER_TEST_TEMPLATES'];
  if (folder === undefined) throw new Error('globalSetup of jest.config.js makes a folder for the templates');
  return folder;
};

/** Brings everything into the files themselves: they are copied, and opened, without their write-ahead logs. */
export const checkpoint = ({ data }: Place): void => {
  const { log, vault, views } = dataFolder(data);
  for (const file of [log, vault, views]) {
    const db = openDatabase(file, { readOnly: false, waitMs: 1_000 });
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    db.close();
  }
};

/** Makes a template under a lock that dies with the worker that holds it. */
const makeTemplate = async (template: string, place: Place, fill: Fill): Promise<void> => {
  let lock = tryLock(`${template}.lock`);
  await until(async () => (lock ??= tryLock(`${template}.lock`)) !== null);
  try {
    if (existsSync(template)) return;
    const draft = placeIn(mkdtempSync(`${template}-`), place.servers);
    await fill(draft);
    checkpoint(draft);
    renameSync(draft.root, template);
  } finally {
    lock?.release();
  }
};

const filled = async (stage: Stage, name: string, fill: Fill): Promise<Place> => {
  const place = stage.place();
  if (isOnServer()) {
    await fill(place);
    return place;
  }
  const template = join(templates(), name);
  if (!existsSync(template)) await makeTemplate(template, place, fill);
  cpSync(template, place.root, { recursive: true });
  return place;
};

const mustRun = ({ code, stderr }: Ran): void => {
  if (code !== 0) throw new Error(`the ledger could not be filled: ${stderr}`);
};

/** A ledger that holds one act. */
export const withOneAct = (stage: Stage): Promise<Place> =>
  filled(stage, 'one-act', async (place) => {
    mustRun(await stage.ledger(place, 'import', goodSheet(place.root)));
  });

/** A ledger into which one sheet of the sample was imported. */
export const withSheet = (stage: Stage, { district, file }: Sheet): Promise<Place> =>
  filled(stage, `sheet-${district}`, async (place) => {
    mustRun(await stage.ledger(place, 'import', file));
  });

/** A ledger with the sample, as its first start loads it. On a server of events that takes minutes. */
export const withSample = (stage: Stage): Promise<Place> =>
  filled(stage, 'sample', async (place) => {
    const server = await stage.serve(place, { LEDGER_SAMPLE: 'yes' });
    mustRun({ ...(await server.stop()), stdout: '', stderr: '' });
  });

/**
 * A ledger to work in beside the acts of others: the sample. On servers it is a real ledger with one short sheet of the
 * sample, because a sample would load all its other sheets at the next start.
 */
export const withActsOfOthers = (stage: Stage): Promise<Place> =>
  isOnServer() ? withSheet(stage, sheetOf('330825')) : withSample(stage);

export type FilledByCommand = Readonly<{ place: Place; ran: Ran }>;

/** A ledger into which all sheets were imported by one command, and what that said. */
export const withAllSheets = async (stage: Stage): Promise<FilledByCommand> => {
  const told = 'import.json';
  const place = await filled(stage, 'all-sheets', async (to) => {
    const ran = await stage.ledger(to, 'import', ...sheets.map(({ file }) => file), '--json');
    mustRun(ran);
    writeFileSync(join(to.root, told), JSON.stringify(ran));
  });
  // What was written there.
  return { place, ran: JSON.parse(readFileSync(join(place.root, told), 'utf8')) as Ran };
};
