import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from '@ledger/infra/data-folder/data-folder.js';
import { tryLock } from '@ledger/infra/data-folder/folder-owner.js';
import { openDatabase } from '@ledger/infra/sqlite/sqlite-database.js';
import { pairHere } from '../../support/pair.js';
import { until } from '../../support/until.js';
import { goodSheet } from './bad-sheets.js';
import { placeIn, type Place } from './place.js';
import { sheetOf, sheets, type Sheet } from './sample.js';
import type { Ran, Stage } from './stage.js';

/**
 * Fills an empty place with a ledger that many cases start from. With embedded engines, each ledger is made once per
 * test run, by the first worker that needs it, and is then copied. A ledger on a server cannot be copied and is made
 * every time.
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

/** Writes the write-ahead logs back into the database files, because only the files are copied and opened. */
export const checkpoint = ({ data }: Place): void => {
  const { log, vault, views } = dataFolder(data);
  for (const file of [log, vault, views]) {
    const db = openDatabase(file, { readOnly: false, waitMs: 1_000 });
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    db.close();
  }
};

/** Makes a template under a lock. The lock is released when the worker that holds it ends or crashes. */
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

export const withOneAct = (stage: Stage): Promise<Place> =>
  filled(stage, 'one-act', async (place) => {
    mustRun(await stage.ledger(place, 'import', goodSheet(place.root)));
  });

/** A ledger into which one sheet of the sample was imported. */
export const withSheet = (stage: Stage, { district, file }: Sheet): Promise<Place> =>
  filled(stage, `sheet-${district}`, async (place) => {
    mustRun(await stage.ledger(place, 'import', file));
  });

/** A ledger with the sample, loaded by its first start. This takes minutes on an event store server. */
export const withSample = (stage: Stage): Promise<Place> =>
  filled(stage, 'sample', async (place) => {
    const server = await stage.serve(place, { LEDGER_SAMPLE: 'yes' });
    mustRun({ ...(await server.stop()), stdout: '', stderr: '' });
  });

/**
 * A ledger with acts of other people that the cases must not disturb: the sample. On servers it is a normal ledger with
 * one short sheet of the sample, because a sample ledger would load all other sheets at its next start.
 */
export const withActsOfOthers = (stage: Stage): Promise<Place> =>
  isOnServer() ? withSheet(stage, sheetOf('330825')) : withSample(stage);

export type FilledByCommand = Readonly<{ place: Place; ran: Ran }>;

/** A ledger into which one command imported all sheets, and the result of that command. */
export const withAllSheets = async (stage: Stage): Promise<FilledByCommand> => {
  const reported = 'import.json';
  const place = await filled(stage, 'all-sheets', async (to) => {
    const ran = await stage.ledger(to, 'import', ...sheets.map(({ file }) => file), '--json');
    mustRun(ran);
    writeFileSync(join(to.root, reported), JSON.stringify(ran));
  });
  // Unchecked cast: the lines above wrote this file.
  return { place, ran: JSON.parse(readFileSync(join(place.root, reported), 'utf8')) as Ran };
};
