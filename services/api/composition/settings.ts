import { join, resolve } from 'node:path';
import { dataFolder, type DataFolder } from '@ledger/infra/data-folder/data-folder.js';
import envPaths from 'env-paths';

/** What a user sets by environment variables, with what holds where nothing is set. */
export type Settings = Readonly<{
  data: DataFolder;
  /** Outside the data folder: whoever copies the one does not have the other. */
  masterKeyFile: string;
  port: number;
  /** In production the schema is not told and there is no IDE. */
  production: boolean;
  /** The file of the only operations that are answered; null where any is. */
  safelistFile: string | null;
  /** Whether the clock is right although the last event was recorded more than a day later. */
  trustClock: boolean;
}>;

/** A setting that cannot be used, in a sentence that says what to do. */
export class SettingsFault extends Error {
  override readonly name = 'SettingsFault';
}

type Environment = Readonly<Record<string, string | undefined>>;

const portMax = 65_535;

const portOf = (text: string): number => {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= portMax) return port;
  throw new SettingsFault(
    `PORT is “${text}”; it must be a number from 0 to ${String(portMax)} (0 takes any free port)`,
  );
};

/** Reads the environment variables of the README's table; an empty one counts as not set. */
export const settingsFrom = (environment: Environment): Settings => {
  const own = envPaths('service-ledger', { suffix: '' });
  const { LEDGER_DATA, LEDGER_MASTER_KEY_FILE, LEDGER_SAFELIST, LEDGER_TRUST_CLOCK, NODE_ENV, PORT } =
    environment;
  return {
    data: dataFolder(resolve(LEDGER_DATA || own.data)),
    masterKeyFile: resolve(LEDGER_MASTER_KEY_FILE || join(own.config, 'master.key')),
    port: portOf(PORT || '4000'),
    production: NODE_ENV === 'production',
    safelistFile: LEDGER_SAFELIST ? resolve(LEDGER_SAFELIST) : null,
    trustClock: LEDGER_TRUST_CLOCK === 'yes',
  };
};
