import { join, resolve } from 'node:path';
import { dataFolder } from '@ledger/infra/data-folder/data-folder.js';
import { levels } from '@ledger/infra/telemetry/log-levels.js';
import { LedgerFault } from '@ledger/ledger/kernel/ledger-fault.js';
import { wordSentences, type Words } from '@ledger/ledger/kernel/two-languages.js';
import { settingsSentences } from './settings-problems.js';
import envPaths from 'env-paths';
import { z } from 'zod';

type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that cannot be used. The message says what to do. */
export class SettingsFault extends LedgerFault {
  override readonly name = 'SettingsFault';
}

/** By setting: the meaning and the default in the READMEs' tables, and the refusal of other values in both languages. */
const described = z.registry<Readonly<{ row: string; refusal: Words | undefined }>>();

/** `row` is `meaning | default`; a default that is left out is printed from the schema. */
const setting = <T extends z.ZodType>(accepts: T, row: string, refusal?: Words): T => {
  described.add(accepts, { row, refusal });
  return accepts;
};

const mustBe = (zh: string, en: string): Words => [
  `{setting}写的是“{text}”；${zh}`,
  `{setting} is “{text}”; it must be ${en}`,
];

const integer = (digits: RegExp) => z.string().regex(digits).transform(Number);
const port = integer(/^\d{1,5}$/).pipe(z.number().max(65_535));
const yes = z.literal('yes').transform(() => true);
const production = z.string().transform((text) => text === 'production');
const file = z.string().transform((path) => resolve(path));
/** Valid ledger names: short enough to become the name of a MongoDB database with a suffix, and without dots. */
const ledgerName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);

/** Words other than `yes` are refused, because they could mean either. */
const onlyYes = (row: string, zh: string, en: string) =>
  setting(yes.default(false), row, mustBe(`只能写yes，${zh}时不设置`, `yes, or not set where ${en}`));

/** A connection string, passed to the driver unchanged. The refusal does not repeat it: it may contain a password. */
const connection = (schemes: readonly string[], row: string) => {
  const begins = (text: string): boolean =>
    schemes.some((scheme) => text.startsWith(scheme) && text !== scheme);
  return setting(z.string().refine(begins).nullable().default(null), row, [
    `{setting}不是连接串：须以${schemes.join('或')}开头`,
    `{setting} is no connection string: it must begin with ${schemes.join(' or ')}`,
  ]);
};

/** User names, paths and queries are refused, because the ledger would ignore them. */
const origin = z
  .url({ protocol: /^https?$/, abort: true })
  .refine((text) => new URL(text).href === `${new URL(text).origin}/`)
  .transform((text) => new URL(text).origin);

/** The environment variables that the ledger reads. `services/README.md` and `infra/README.md` print them as tables. */
const variables = z.object({
  LEDGER_DATA: setting(
    z.string().min(1).optional(),
    "the data folder: `log.db` and `vault.db` are the truth, `views.db` is remade, `imports/` waits | the sample's folder; `service-ledger` in the user's data directory where a server is named",
    [
      '{setting}是空的，看不出指的是哪个台账：请写明文件夹；想用示例就不要设置它',
      '{setting} is empty, and names no ledger: name a folder, or leave it unset for the sample',
    ],
  ),
  LEDGER_MASTER_KEY_FILE: setting(
    z.string().optional(),
    "the key that unlocks personal data; made at first start, readable by you alone, and refused where others can read it | `service-ledger/master.key` in the user's configuration; the sample always has its own",
  ),
  PORT: setting(
    port.default(4000),
    'the port of loopback that `npm start` listens on; 0 takes any free one',
    mustBe('须是0到65535之间的数字（0表示任一空闲端口）', 'a number from 0 to 65535 (0 takes any free port)'),
  ),
  LEDGER_PUBLIC_URL: setting(
    origin.nullable().default(null),
    'scheme, host and port that a proxy before the ledger answers for, as people open them: `https://ledger.example.org` | only the names of this machine are answered',
    [
      '{setting}须写代理对外的协议、主机和端口，例如https://ledger.example.org',
      '{setting} must be the scheme, host and port that a proxy answers for, such as https://ledger.example.org',
    ],
  ),
  LEDGER_SAFELIST: setting(
    file.nullable().default(null),
    'a file of the only GraphQL operations that are answered | any operation is answered',
  ),
  LEDGER_SAMPLE: onlyYes(
    '`yes`: an empty ledger becomes the sample; a ledger in use is refused | only who names no folder and no server gets the sample',
    '不要把空台账变成示例',
    'no empty ledger shall become the sample',
  ),
  LEDGER_ONE_MACHINE: onlyYes(
    '`yes`: no other machine ever owns this ledger, whose log lies on a server and whose keys do not | such a ledger is not started',
    '台账由几台机器运行',
    'several machines own the ledger',
  ),
  LEDGER_TRUST_CLOCK: onlyYes(
    '`yes`: the clock is right, though events were recorded more than a day later | such a clock lets nothing be recorded',
    '时钟可能不准',
    'the clock may be wrong',
  ),
  NODE_ENV: setting(
    production.default(false),
    '`production`: no introspection, no IDE, a log in lines of JSON | development',
  ),
  LOG_LEVEL: setting(
    z.enum(levels).optional(),
    `what of the log is written: \`${levels.join('`, `')}\` | \`info\` in production, else \`warn\``,
    mustBe('只能是：{words}', 'one of {words}'),
  ),
  LEDGER_READY_LAG: setting(
    integer(/^\d{1,9}$/).default(10_000),
    'how many events a view may be behind while `/health/ready` says yes',
    mustBe('须是事件数，例如10000', 'a number of events, e.g. 10000'),
  ),
  EVENTSTORE_URL: connection(
    ['esdb://', 'esdb+discover://'],
    'keeps the log on an EventStoreDB 22.10 or later: `esdb://user:password@host:2113`, or `esdb+discover://…` for a cluster | `log.db`',
  ),
  MONGODB_URL: connection(
    ['mongodb://', 'mongodb+srv://'],
    'keeps views and keys on a MongoDB 5.0 or later, a replica set (of one node, too) or sharded: `mongodb://…`, `mongodb+srv://…` | `views.db`, `vault.db`',
  ),
  LEDGER_NAME: setting(
    ledgerName.default('ledger'),
    'what the ledger is called on those servers: its streams are `<name>.…`, its databases `<name>_views` and `<name>_vault`, so that several ledgers share a server',
    mustBe(
      '只能用小写字母、数字和连字符，最多40个字，且不以连字符开头',
      'up to 40 small letters, digits and hyphens, and begin with no hyphen',
    ),
  ),
});

/** The rows of the tables of settings in the READMEs. */
export const settingRows = (): readonly string[] =>
  Object.entries(variables.shape).map(([name, accepts]) => {
    const { row = '' } = described.get(accepts) ?? {};
    return `| \`${name}\` | ${row.includes(' | ') ? row : `${row} | ${String(accepts.parse(undefined))}`} |`;
  });

/** The refusals of settings, by variable. */
export const settingRefusals: Readonly<Record<string, Words>> = Object.fromEntries(
  Object.entries(variables.shape).flatMap(([name, accepts]) => {
    const { refusal } = described.get(accepts) ?? {};
    return refusal ? [[name, refusal]] : [];
  }),
);

const refusals = wordSentences(settingRefusals);

/**
 * Must be called before a process takes ownership of a ledger. Throws SettingsFault if the keys are in the data folder,
 * which only this machine has, while the log is on a server, to which other machines may write.
 */
export const checkMachines = ({ data, eventStoreUrl, mongoUrl, oneMachine }: Settings): void => {
  if (eventStoreUrl === null || mongoUrl !== null || oneMachine) return;
  throw new SettingsFault(...settingsSentences.faultText('keysOfOneMachine', { vault: data.vault }));
};

type Variables = z.infer<typeof variables>;

const settingsOf = (given: Variables) => {
  const isNamed = (given.LEDGER_DATA ?? given.EVENTSTORE_URL ?? given.MONGODB_URL) !== null;
  const places = envPaths(isNamed ? 'service-ledger' : 'service-ledger-sample', { suffix: '' });
  // A user who names neither a data folder nor a server is trying the ledger out: the sample then gets a folder and a
  // master key of its own, so that invented acts never get into a ledger in use.
  const own: Partial<Variables> = isNamed ? given : {};
  return {
    data: dataFolder(resolve(own.LEDGER_DATA ?? places.data)),
    /** By default it is outside the data folder, so that a copy of the data folder does not contain the key. */
    masterKeyFile: resolve(own.LEDGER_MASTER_KEY_FILE ?? join(places.config, 'master.key')),
    port: given.PORT,
    production: given.NODE_ENV,
    publicOrigin: given.LEDGER_PUBLIC_URL,
    safelistFile: given.LEDGER_SAFELIST,
    ledgerName: given.LEDGER_NAME,
    eventStoreUrl: given.EVENTSTORE_URL,
    mongoUrl: given.MONGODB_URL,
    readyLagMax: given.LEDGER_READY_LAG,
    logLevel: given.LOG_LEVEL ?? (given.NODE_ENV ? 'info' : 'warn'),
    sample: given.LEDGER_SAMPLE || !isNamed,
    trustClock: given.LEDGER_TRUST_CLOCK,
    oneMachine: given.LEDGER_ONE_MACHINE,
  };
};

export type Settings = Readonly<ReturnType<typeof settingsOf>>;

const faultOf = ([issue]: readonly z.core.$ZodIssue[], environment: Environment): SettingsFault => {
  const setting = String(issue?.path[0]);
  const words = issue?.code === 'invalid_value' ? issue.values.join(', ') : '';
  const text = settingRefusals[setting]?.join().includes('{text}') ? environment[setting] : '';
  return new SettingsFault(...refusals.faultText(setting, { setting, text: text ?? '', words }));
};

/**
 * Reads the variables, completed by their defaults. An empty variable counts as not set, except LEDGER_DATA: acts of a user
 * whose script left it empty would get into the sample. Throws SettingsFault.
 */
export const settingsFrom = (environment: Environment): Settings => {
  const named = Object.fromEntries(
    Object.entries(environment).filter(([name, text]) => text !== '' || name === 'LEDGER_DATA'),
  );
  const read = variables.safeParse(named);
  if (read.success) return settingsOf(read.data);
  throw faultOf(read.error.issues, environment);
};

/**
 * The settings as environment variables for a child process. Passwords are passed in the environment, because process
 * lists do not show it.
 */
export const environmentFor = (settings: Settings): Readonly<Record<string, string>> => ({
  LEDGER_DATA: settings.data.folder,
  LEDGER_MASTER_KEY_FILE: settings.masterKeyFile,
  LEDGER_NAME: settings.ledgerName,
  EVENTSTORE_URL: settings.eventStoreUrl ?? '',
  MONGODB_URL: settings.mongoUrl ?? '',
});
