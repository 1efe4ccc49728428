import { join, resolve } from 'node:path';
import { dataFolder, type DataFolder } from '@ledger/infra/data-folder/data-folder.js';
import { levels, type Level } from '@ledger/infra/telemetry/log-levels.js';
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
  /** What the ledger is called on servers that it may share with others. */
  ledgerName: string;
  /** An EventStoreDB that keeps the log, as its driver reads it; null where the data folder does. It may hold a password. */
  eventStoreUrl: string | null;
  /** A MongoDB that keeps views and keys, likewise. */
  mongoUrl: string | null;
  /** How many events a view may be behind while the server still counts as ready. */
  readyLagMax: number;
  logLevel: Level;
  /** Whether the clock is right although the last event was recorded more than a day later. */
  trustClock: boolean;
  /** Whether no other machine ever owns this ledger, although its log lies on a server. */
  oneMachine: boolean;
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

/** Short enough that a database of MongoDB can be called so and be told what it is for; without a dot. */
const namePattern = /^[a-z0-9][a-z0-9-]{0,39}$/;

const nameOf = (text: string): string => {
  if (namePattern.test(text)) return text;
  throw new SettingsFault(
    `LEDGER_NAME is “${text}”; it must be up to 40 small letters, digits and hyphens, and begin with no hyphen`,
  );
};

/** A connection string is passed on whole, and never repeated: it may hold a password. */
const urlOf = (variable: string, text: string | undefined, schemes: readonly string[]): string | null => {
  if (text === undefined || text === '') return null;
  if (schemes.some((scheme) => text.startsWith(scheme) && text.length > scheme.length)) return text;
  throw new SettingsFault(`${variable} is no connection string: it must begin with ${schemes.join(' or ')}`);
};

const lagMaxOf = (text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new SettingsFault(`LEDGER_READY_LAG is “${text}”; it must be a number of events, e.g. 10000`);
};

const isLevel = (text: string): text is Level => levels.some((level) => level === text);

const levelOf = (text: string): Level => {
  if (isLevel(text)) return text;
  throw new SettingsFault(`LOG_LEVEL is “${text}”; it must be one of ${levels.join(', ')}`);
};

const oneMachineOf = (text: string | undefined): boolean => {
  if (text === undefined || text === '') return false;
  if (text === 'yes') return true;
  throw new SettingsFault(
    `LEDGER_ONE_MACHINE is “${text}”; it must be yes, or not set where several machines own the ledger`,
  );
};

/**
 * To be asked by who is about to own a ledger: keys in the data folder are the keys of this machine alone, and a log on
 * a server may be written by others. Throws SettingsFault.
 */
export const checkMachines = ({ data, eventStoreUrl, mongoUrl, oneMachine }: Settings): void => {
  if (eventStoreUrl === null || mongoUrl !== null || oneMachine) return;
  throw new SettingsFault(
    `the log lies on a server that other machines can reach, the keys of persons in ${data.vault} of this one: name a ` +
      'MongoDB in MONGODB_URL for the keys, or set LEDGER_ONE_MACHINE=yes if no other machine ever owns this ledger',
  );
};

/** Reads the environment variables of the README's table; an empty one counts as not set. */
export const settingsFrom = (environment: Environment): Settings => {
  const own = envPaths('service-ledger', { suffix: '' });
  const { LEDGER_DATA, LEDGER_MASTER_KEY_FILE, LEDGER_SAFELIST, NODE_ENV, PORT } = environment;
  const { LEDGER_NAME, EVENTSTORE_URL, MONGODB_URL } = environment;
  const { LEDGER_ONE_MACHINE, LEDGER_READY_LAG, LEDGER_TRUST_CLOCK, LOG_LEVEL } = environment;
  const production = NODE_ENV === 'production';
  return {
    data: dataFolder(resolve(LEDGER_DATA || own.data)),
    masterKeyFile: resolve(LEDGER_MASTER_KEY_FILE || join(own.config, 'master.key')),
    port: portOf(PORT || '4000'),
    production,
    safelistFile: LEDGER_SAFELIST ? resolve(LEDGER_SAFELIST) : null,
    ledgerName: nameOf(LEDGER_NAME || 'ledger'),
    eventStoreUrl: urlOf('EVENTSTORE_URL', EVENTSTORE_URL, ['esdb://', 'esdb+discover://']),
    mongoUrl: urlOf('MONGODB_URL', MONGODB_URL, ['mongodb://', 'mongodb+srv://']),
    readyLagMax: lagMaxOf(LEDGER_READY_LAG || '10000'),
    logLevel: levelOf(LOG_LEVEL || (production ? 'info' : 'warn')),
    trustClock: LEDGER_TRUST_CLOCK === 'yes',
    oneMachine: oneMachineOf(LEDGER_ONE_MACHINE),
  };
};

/** The same settings for a process of the family: passwords travel in the environment, which no list of processes shows. */
export const environmentFor = ({
  data,
  masterKeyFile,
  ledgerName,
  eventStoreUrl,
  mongoUrl,
}: Settings): Readonly<Record<string, string>> => ({
  LEDGER_DATA: data.folder,
  LEDGER_MASTER_KEY_FILE: masterKeyFile,
  LEDGER_NAME: ledgerName,
  EVENTSTORE_URL: eventStoreUrl ?? '',
  MONGODB_URL: mongoUrl ?? '',
});
