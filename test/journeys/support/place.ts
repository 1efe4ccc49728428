import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Servers } from '../../support/pair.js';

/** Where the ledger of a journey lies: its data folder, its master key outside of it, and the servers of its pair. */
export type Place = Readonly<{ root: string; data: string; masterKey: string; servers: Servers }>;

/** The place in a folder. */
export const placeIn = (root: string, servers: Servers): Place => ({
  root,
  data: join(root, 'data'),
  masterKey: join(root, 'keys', 'master.key'),
  servers,
});

/** A place where nothing is yet: neither the data folder nor the key. */
export const newPlace = (servers: Servers): Place =>
  placeIn(mkdtempSync(join(tmpdir(), 'ledger-journey-')), servers);

export const removePlace = ({ root }: Place): void => {
  rmSync(root, { recursive: true, force: true });
};

export type Environment = Readonly<Record<string, string>>;

/** What a process is told of its place; `more` wins. English, whatever the machine speaks. */
export const environmentOf = ({ data, masterKey, servers }: Place, more: Environment): NodeJS.ProcessEnv => ({
  ...process.env,
  ...servers,
  LEDGER_DATA: data,
  LEDGER_MASTER_KEY_FILE: masterKey,
  LEDGER_SAMPLE: '',
  PORT: '0',
  LC_ALL: 'C.UTF-8',
  ...more,
});
