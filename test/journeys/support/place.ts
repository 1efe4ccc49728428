import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Servers } from '../../support/pair.js';

/**
 * The location of a test ledger: its data folder, its master key (outside that folder), and the database servers it
 * uses.
 */
export type Place = Readonly<{ root: string; data: string; masterKey: string; servers: Servers }>;

export const placeIn = (root: string, servers: Servers): Place => ({
  root,
  data: join(root, 'data'),
  masterKey: join(root, 'keys', 'master.key'),
  servers,
});

/** A new place without data folder or master key. */
export const newPlace = (servers: Servers): Place =>
  placeIn(mkdtempSync(join(tmpdir(), 'ledger-journey-')), servers);

export const removePlace = ({ root }: Place): void => {
  rmSync(root, { recursive: true, force: true });
};

/** `undefined` unsets a variable. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment variables for a process of a place. `more` overrides them. The locale is set so that output is
 * English on any machine.
 */
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
