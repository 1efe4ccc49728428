import { join, resolve } from 'node:path';
import { dataFolder, type DataFolder } from '@ledger/infra/data-folder/data-folder.js';
import { levels, type Level } from '@ledger/infra/telemetry/log-levels.js';
import { ToldFault } from '@ledger/ledger/kernel/told-fault.js';
import { settingsSentences } from './settings-problems.js';
import envPaths from 'env-paths';

/** The settings from environment variables, completed by their defaults. */
export type Settings = Readonly<{
  data: DataFolder;
  /** By default it is outside the data folder, so that a copy of the data folder does not contain the key. */
  masterKeyFile: string;
  port: number;
  /** In production, introspection of the schema is off and there is no IDE. */
  production: boolean;
  /** Scheme, host and port under which a proxy serves this machine; null if there is no proxy. */
  publicOrigin: string | null;
  /** The file with the only operations that are answered (safelist); null if all operations are. */
  safelistFile: string | null;
  /** The name of the ledger on database servers, which other ledgers may share. */
  ledgerName: string;
  /**
   * Connection string of the EventStoreDB with the log, passed to the driver unchanged; null if the log is in the data
   * folder. May contain a password.
   */
  eventStoreUrl: string | null;
  /**
   * Connection string of the MongoDB with views and keys; null if they are in the data folder. May contain a password.
   */
  mongoUrl: string | null;
  /** How many events a view may lag behind the log while the server still counts as ready. */
  readyLagMax: number;
  logLevel: Level;
  /** Whether an empty ledger is filled with sample acts. A ledger that has acts of its own is then refused. */
  sample: boolean;
  /** Whether to trust the clock even if the last event was recorded more than a day later than now. */
  trustClock: boolean;
  /** Whether the user assures that no other machine runs this ledger, although its log is on a server. */
  oneMachine: boolean;
}>;

/** A setting that cannot be used. The message says what to do. */
export class SettingsFault extends ToldFault {
  override readonly name = 'SettingsFault';
}

type Environment = Readonly<Record<string, string | undefined>>;

const portMax = 65_535;

const portOf = (text: string): number => {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= portMax) return port;
  throw new SettingsFault(...settingsSentences.told('badPort', { text, max: portMax }));
};

/** Valid ledger names: short enough to become the name of a MongoDB database with a suffix, and without dots. */
const namePattern = /^[a-z0-9][a-z0-9-]{0,39}$/;

const nameOf = (text: string): string => {
  if (namePattern.test(text)) return text;
  throw new SettingsFault(...settingsSentences.told('badName', { text }));
};

/** Returns a connection string unchanged. Error messages do not repeat it, because it may contain a password. */
const urlOf = (variable: string, text: string | undefined, schemes: readonly string[]): string | null => {
  if (text === undefined || text === '') return null;
  if (schemes.some((scheme) => text.startsWith(scheme) && text.length > scheme.length)) return text;
  throw new SettingsFault(...settingsSentences.told('badUrl', { variable, schemes: schemes.join(' or ') }));
};

const originOf = (text: string | undefined): string | null => {
  if (text === undefined || text === '') return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  // User names, paths and queries are refused, because the ledger would ignore them.
  if (url !== null && isWeb && url.href === `${url.origin}/`) return url.origin;
  throw new SettingsFault(...settingsSentences.told('badOrigin'));
};

const lagMaxOf = (text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new SettingsFault(...settingsSentences.told('badLag', { text }));
};

const isLevel = (text: string): text is Level => levels.some((level) => level === text);

const levelOf = (text: string): Level => {
  if (isLevel(text)) return text;
  throw new SettingsFault(...settingsSentences.told('badLevel', { text, words: levels.join(', ') }));
};

/** Reads a switch: `yes` or not set. Other words are refused, because they could mean either. */
const yesOf = (text: string | undefined, problem: 'badSample' | 'badMachines'): boolean => {
  if (text === undefined || text === '') return false;
  if (text === 'yes') return true;
  throw new SettingsFault(...settingsSentences.told(problem, { text }));
};

/**
 * Must be called before a process takes ownership of a ledger. Throws SettingsFault if the keys are in the data folder,
 * which only this machine has, while the log is on a server, to which other machines may write.
 */
export const checkMachines = ({ data, eventStoreUrl, mongoUrl, oneMachine }: Settings): void => {
  if (eventStoreUrl === null || mongoUrl !== null || oneMachine) return;
  throw new SettingsFault(...settingsSentences.told('keysOfOneMachine', { vault: data.vault }));
};

/**
 * Where data folder and master key are. A user who names neither a data folder nor a server is trying the ledger out:
 * the sample then gets a folder and a master key of its own, so that invented acts never get into a ledger in use.
 */
const placesOf = ({
  LEDGER_DATA,
  LEDGER_MASTER_KEY_FILE,
  EVENTSTORE_URL,
  MONGODB_URL,
}: Environment): Readonly<{ isNamed: boolean; folder: string; masterKeyFile: string }> => {
  const isNamed = [LEDGER_DATA, EVENTSTORE_URL, MONGODB_URL].some((text) => Boolean(text));
  const places = envPaths(isNamed ? 'service-ledger' : 'service-ledger-sample', { suffix: '' });
  const masterKeyFile = join(places.config, 'master.key');
  return isNamed
    ? { isNamed, folder: LEDGER_DATA || places.data, masterKeyFile: LEDGER_MASTER_KEY_FILE || masterKeyFile }
    : { isNamed, folder: places.data, masterKeyFile };
};

/** Reads the environment variables that the README lists; an empty variable counts as not set. Throws SettingsFault. */
export const settingsFrom = (environment: Environment): Settings => {
  const { isNamed, folder, masterKeyFile } = placesOf(environment);
  const { LEDGER_SAFELIST, NODE_ENV, PORT } = environment;
  const { LEDGER_NAME, LEDGER_PUBLIC_URL, EVENTSTORE_URL, MONGODB_URL } = environment;
  const { LEDGER_ONE_MACHINE, LEDGER_READY_LAG, LEDGER_SAMPLE, LEDGER_TRUST_CLOCK, LOG_LEVEL } = environment;
  const production = NODE_ENV === 'production';
  return {
    data: dataFolder(resolve(folder)),
    masterKeyFile: resolve(masterKeyFile),
    port: portOf(PORT || '4000'),
    production,
    publicOrigin: originOf(LEDGER_PUBLIC_URL),
    safelistFile: LEDGER_SAFELIST ? resolve(LEDGER_SAFELIST) : null,
    ledgerName: nameOf(LEDGER_NAME || 'ledger'),
    eventStoreUrl: urlOf('EVENTSTORE_URL', EVENTSTORE_URL, ['esdb://', 'esdb+discover://']),
    mongoUrl: urlOf('MONGODB_URL', MONGODB_URL, ['mongodb://', 'mongodb+srv://']),
    readyLagMax: lagMaxOf(LEDGER_READY_LAG || '10000'),
    logLevel: levelOf(LOG_LEVEL || (production ? 'info' : 'warn')),
    sample: yesOf(LEDGER_SAMPLE, 'badSample') || !isNamed,
    trustClock: LEDGER_TRUST_CLOCK === 'yes',
    oneMachine: yesOf(LEDGER_ONE_MACHINE, 'badMachines'),
  };
};

/**
 * The settings as environment variables for a child process. Passwords are passed in the environment, because process
 * lists do not show it.
 */
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
