import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One configuration for all suites. LEDGER_TESTS selects the suites and how much they try
 * (test/support/test-extent.ts). swc compiles TypeScript to native ESM and keeps the metadata that Nest's decorators
 * need. Workspace packages are read from source through the export condition `@ledger/source`.
 */
const swc = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'es6' },
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true, dynamicImport: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
};

/** @param {string} displayName @param {string[]} testMatch @param {object} [more] */
const suite = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch,
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@ledger/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['/dist/'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  transformIgnorePatterns: ['/node_modules/(?!@ledger/)'],
  ...more,
});

/** Journeys that prove the product in a minute: start, record, refuse, pay, import, count, export, restart. */
const smoke = [
  'analyst-totals',
  'caseworker-records',
  'caseworker-refused',
  'cli-import',
  'cli-start',
  'exports',
  'finance',
  'imports',
  'operations',
  'subscriptions',
];
/**
 * Journeys that also run with a server for the log and a server for the documents. They cover each kind of use
 * (recording, repeating, sessions, caps, sheets, clients beside sheets, exports, subscriptions) and every case in which
 * a log or a vault was changed. The other journeys run only once. They read files of the embedded engines, compare the
 * API with figures of the whole sample (which takes minutes on an event store server), or test rules that do not depend
 * on an engine. Contract suites test the engines of each port.
 */
const ofEngines = [
  'caseworker-records',
  'caseworker-register',
  'caseworker-repeats',
  'caseworker-sessions',
  'finance-cap',
  'imports',
  'imports-beside-clients',
  'operator-log-and-vault',
  'operator-log-put-back',
  'operations',
  'sample-mark',
  'subscriptions',
];
/**
 * Journeys that run with one server engine and one embedded engine. Contract suites test each engine, and the pair of
 * two servers runs many journeys. So these journeys only test what two different engines must agree on, above all log
 * and vault.
 */
const ofMixedPairs = ['caseworker-records', 'finance-cap', 'imports', 'operator-log-and-vault'];
/**
 * Imports the whole sample. It runs only with an embedded log: an event store server needs a separate request for every
 * stream, which would take minutes.
 */
const ofSample = ['sample-first-start'];
/** Failures of a server and their effect on a ledger. The other engine of the pair does not matter for these. */
const ofServer = { mongodb: 'servers/mongodb', eventstoredb: 'servers/eventstoredb' };

/** @param {readonly string[]} names @param {string} mark */
const journeys = (names, mark = '') => names.map((name) => `${mark}<rootDir>/test/journeys/${name}.spec.ts`);

const asked = process.env.LEDGER_TESTS ?? '';
const isWhole = ['rest', 'all', 'long'].includes(asked);

const hasMongo =
  process.env.MONGODB_URL !== undefined ||
  existsSync(join(import.meta.dirname, 'test/dist/doubles/mongodb-server'));
const leftOut = [];

/** A suite that needs MongoDB. Left out when neither a server nor its test double is available. */
const onMongo = (...args) => {
  if (hasMongo) return [suite(...args)];
  leftOut.push(args[0]);
  return [];
};

/** The journeys and crash tests for a pair of engines: servers, or their test doubles. */
const onPair = (name, log, documents) => {
  const where = documents === 'mongodb' ? onMongo : (...args) => [suite(...args)];
  const more = { globals: { ledgerPair: { log, documents } } };
  const isMixed = log === 'embedded' || documents === 'embedded';
  const own = isMixed ? [log === 'embedded' ? ofServer.mongodb : ofServer.eventstoredb] : [];
  if (log === 'embedded') own.push(...ofSample);
  // A ledger can have two owners only when both log and keys are on servers.
  if (!isMixed) own.push('servers/imports-of-two-owners');
  // Killed imports on an event store server are tested only with the pair of two servers.
  const crashes = log === 'eventstoredb' && isMixed ? 'kill-minus-nine' : '*';
  return {
    journeys: where(`journeys-${name}`, journeys([...(isMixed ? ofMixedPairs : ofEngines), ...own]), more),
    crash: where(`crash-${name}`, [`<rootDir>/test/crash/servers/${crashes}.spec.ts`], more),
  };
};

const unit = suite('unit', [
  ...['schema', 'services', 'projections', 'infra'].map((folder) => `<rootDir>/${folder}/**/*.spec.ts`),
  '!**/*.property.spec.ts',
]);
const architecture = suite('architecture', ['<rootDir>/test/architecture/*.spec.ts']);
// Takes minutes, because the linter reads the types of the whole workspace.
const lintRules = suite('lint-rules', ['<rootDir>/test/architecture/lint-rules/*.spec.ts']);
const properties = suite('properties', [
  '<rootDir>/{services,projections}/**/*.property.spec.ts',
  '<rootDir>/test/properties/*.spec.ts',
]);
const contract = suite('contract', ['<rootDir>/test/contract/**/*.spec.ts', '!**/*mongodb*.spec.ts']);
const crash = suite('crash', ['<rootDir>/test/crash/*.spec.ts', '!**/kill-minus-nine.spec.ts']);
/** Rounds of kill -9: two rounds, or many rounds that four ledgers share. */
const kills = Array.from({ length: isWhole ? 4 : 1 }, (_, part, of = isWhole ? 4 : 1) =>
  suite(of === 1 ? 'kills' : `kills-${part + 1}`, ['<rootDir>/test/crash/kill-minus-nine.spec.ts'], {
    globals: { ledgerPart: { part, of } },
  }),
);

/** The suites of each test command in package.json. `all` is `quick` plus `rest`, with each suite once and complete. */
const suitesOf = (which) => {
  const everywhere = journeys(['*']);
  if (which === 'quick')
    return [unit, architecture, properties, contract, suite('journeys', journeys(smoke)), ...kills];
  const pairs = [
    onPair('eventstoredb', 'eventstoredb', 'embedded'),
    onPair('mongodb', 'embedded', 'mongodb'),
    onPair('both', 'eventstoredb', 'mongodb'),
  ];
  const ofCrash = [crash, ...kills, ...pairs.flatMap((pair) => pair.crash)];
  if (which === 'long') return [properties, ...ofCrash];
  const more = [
    ...[lintRules, properties],
    ...onMongo('contract-mongodb', ['<rootDir>/test/contract/*mongodb*.spec.ts']),
    ...pairs.flatMap((pair) => pair.journeys),
    ...ofCrash,
  ];
  if (which === 'rest') return [suite('journeys', [...everywhere, ...journeys(smoke, '!')]), ...more];
  // An empty value means that jest was started by hand, with the name of a suite or a file.
  if (which === 'all' || which === '')
    return [unit, architecture, contract, suite('journeys', everywhere), ...more];
  throw new Error(`LEDGER_TESTS is “${which}”; it must be quick, rest, all or long`);
};

const projects = suitesOf(asked);
if (leftOut.length > 0)
  process.stderr.write(
    `left out: ${leftOut.join(', ')}: MONGODB_URL names no server, and its double is not built (npm run doubles, which needs Go)\n`,
  );

/** @type {import('jest').Config} */
export default {
  maxWorkers: 2,
  globalSetup: '<rootDir>/test/support/template-folder.mjs',
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  // Timeout of a case in ms. It is long because the machine may be busy; it only detects a hang.
  testTimeout: { quick: 600_000, long: 24 * 3_600_000 }[asked] ?? 1_200_000,
  projects,
};
