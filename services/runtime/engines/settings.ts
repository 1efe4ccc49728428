import { join, resolve } from 'node:path';
import { dataFolder, type DataFolder } from '@ledger/infra/data-folder/data-folder.js';
import { levels, type Level } from '@ledger/infra/telemetry/log-levels.js';
import { ToldFault } from '@ledger/ledger/kernel/told-fault.js';
import { settingsSentences } from './settings-problems.js';
import envPaths from 'env-paths';

/** What a user sets by environment variables, with what holds where nothing is set. */
export type Settings = Readonly<{
  data: DataFolder;
  /** Outside the data folder: whoever copies the one does not have the other. */
  masterKeyFile: string;
  port: number;
  /** In production the schema is not told and there is no IDE. */
  production: boolean;
  /** Scheme, host and port that a proxy in front of this machine answers for; null where there is none. */
  publicOrigin: string | null;
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
  /** Whether an empty ledger becomes the sample. A ledger with acts of its own is refused then. */
  sample: boolean;
  /** Whether the clock is right although the last event was recorded more than a day later. */
  trustClock: boolean;
  /** Whether no other machine ever owns this ledger, although its log lies on a server. */
  oneMachine: boolean;
}>;

/** A setting that cannot be used, in a sentence that says what to do. */
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

/** Short enough that a database of MongoDB can be called so and be told what it is for; without a dot. */
const namePattern = /^[a-z0-9][a-z0-9-]{0,39}$/;

const nameOf = (text: string): string => {
  if (namePattern.test(text)) return text;
  throw new SettingsFault(...settingsSentences.told('badName', { text }));
};

/** A connection string is passed on whole, and never repeated: it may hold a password. */
const urlOf = (variable: string, text: string | undefined, schemes: readonly string[]): string | null => {
  if (text === undefined || text === '') return null;
  if (schemes.some((scheme) => text.startsWith(scheme) && text.length > scheme.length)) return text;
  throw new SettingsFault(...settingsSentences.told('badUrl', { variable, schemes: schemes.join(' or ') }));
};

/** The origin of an address that people open in a browser. */
const originOf = (text: string | undefined): string | null => {
  if (text === undefined || text === '') return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  // A name, a path or a search would promise what the ledger does not look at.
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

/** A switch: `yes`, or not set. Any other word might be meant either way. */
const yesOf = (text: string | undefined, problem: 'badSample' | 'badMachines'): boolean => {
  if (text === undefined || text === '') return false;
  if (text === 'yes') return true;
  throw new SettingsFault(...settingsSentences.told(problem, { text }));
};

/**
 * To be asked by who is about to own a ledger: keys in the data folder are the keys of this machine alone, and a log on
 * a server may be written by others. Throws SettingsFault.
 */
export const checkMachines = ({ data, eventStoreUrl, mongoUrl, oneMachine }: Settings): void => {
  if (eventStoreUrl === null || mongoUrl !== null || oneMachine) return;
  throw new SettingsFault(...settingsSentences.told('keysOfOneMachine', { vault: data.vault }));
};

/**
 * Whoever names neither a data folder nor a server tries the ledger out. Their invented acts lie in a folder and under
 * a master key of the sample, so that they never come into a ledger in use.
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

/** Reads the environment variables of the README's table; an empty one counts as not set. */
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
