import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One configuration for every suite; LEDGER_TESTS says which there are, and how much they try (test/support/
 * test-extent.ts). TypeScript is compiled by swc and loaded as native ESM, so that Nest's
 * decorators keep their metadata; workspace packages are read from source through the condition below.
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

/** Journeys that prove the product in a minute: it starts, records, refuses, pays, imports, counts, exports, restarts. */
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
 * Journeys that run on the pair of two servers: one of each kind of use (recording, repeating, sessions, caps, sheets,
 * clients beside sheets, exports, subscriptions), and whatever comes of a log or a vault that was changed. The others
 * look into the files of the embedded engines, compare the API with figures of the whole sample, which takes minutes on
 * a server of events, or try rules that no engine knows of: those are proven once, and every port by its contract suite.
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
 * Journeys that run where one engine is a server and the other is embedded. The contract suites try every adapter, and
 * the pair of two servers every journey on it: here is what two different engines must agree on, log and vault above all.
 */
const ofMixedPairs = ['caseworker-records', 'finance-cap', 'imports', 'operator-log-and-vault'];
/** Takes the whole sample in: minutes on a server of events, which is asked for every stream by itself. */
const ofSample = ['sample-first-start'];
/** What a server may do to a ledger; the other engine of the pair is no part of it. */
const ofServer = { mongodb: 'servers/mongodb', eventstoredb: 'servers/eventstoredb' };

/** @param {readonly string[]} names @param {string} mark */
const journeys = (names, mark = '') => names.map((name) => `${mark}<rootDir>/test/journeys/${name}.spec.ts`);

const asked = process.env.LEDGER_TESTS ?? '';
const isWhole = ['rest', 'all', 'long'].includes(asked);

const hasMongo =
  process.env.MONGODB_URL !== undefined ||
  existsSync(join(import.meta.dirname, 'test/dist/doubles/mongodb-server'));
const leftOut = [];

/** A suite that needs a MongoDB; none where there is none. */
const onMongo = (...args) => {
  if (hasMongo) return [suite(...args)];
  leftOut.push(args[0]);
  return [];
};

/** The same journeys and the same crashes on a pair of engines, servers or their doubles. */
const onPair = (name, log, documents) => {
  const where = documents === 'mongodb' ? onMongo : (...args) => [suite(...args)];
  const more = { globals: { ledgerPair: { log, documents } } };
  const isMixed = log === 'embedded' || documents === 'embedded';
  const own = isMixed ? [log === 'embedded' ? ofServer.mongodb : ofServer.eventstoredb] : [];
  if (log === 'embedded') own.push(...ofSample);
  // Only where log and keys lie on servers can a ledger have two owners.
  if (!isMixed) own.push('servers/imports-of-two-owners');
  // Imports that were killed on a server of events are tried on the pair of two servers.
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
// Runs the linter over the types of the whole workspace, which takes minutes.
const lintRules = suite('lint-rules', ['<rootDir>/test/architecture/lint-rules/*.spec.ts']);
const properties = suite('properties', [
  '<rootDir>/{services,projections}/**/*.property.spec.ts',
  '<rootDir>/test/properties/*.spec.ts',
]);
const contract = suite('contract', ['<rootDir>/test/contract/**/*.spec.ts', '!**/*mongodb*.spec.ts']);
const crash = suite('crash', ['<rootDir>/test/crash/*.spec.ts', '!**/kill-minus-nine.spec.ts']);
/** Rounds of kill -9: two of them, or many, shared between four ledgers. */
const kills = Array.from({ length: isWhole ? 4 : 1 }, (_, part, of = isWhole ? 4 : 1) =>
  suite(of === 1 ? 'kills' : `kills-${part + 1}`, ['<rootDir>/test/crash/kill-minus-nine.spec.ts'], {
    globals: { ledgerPart: { part, of } },
  }),
);

/** What runs by which command of package.json: `all` is `quick` and `rest`, each suite once and whole. */
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
  // Also where jest is called by hand, with the name of a suite or of a file.
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
  // When a case counts as hanging, also on a machine that is busy with something else: no promise of speed.
  testTimeout: { quick: 600_000, long: 24 * 3_600_000 }[asked] ?? 1_200_000,
  projects,
};
