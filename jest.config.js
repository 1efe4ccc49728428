/**
 * One configuration for every suite. TypeScript is compiled by swc and loaded as native ESM, so that Nest's
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

/**
 * Journeys that run on every pair of engines: whatever is recorded, handed in, undone, paid and told. The others look
 * into the files of the embedded engines, or compare the API with figures of the whole sample, which takes minutes on a
 * server of events.
 */
const ofEngines = [
  'caseworker-amends',
  'caseworker-cases',
  'caseworker-corrects',
  'caseworker-records',
  'caseworker-refused',
  'caseworker-register',
  'caseworker-repeats',
  'caseworker-sessions',
  'cli-import',
  'finance',
  'finance-cap',
  'imports',
  'imports-refused',
  'operator-log-put-back',
  'operations',
  'subscriptions',
  'subscriptions-imports',
  'subscriptions-refused',
];
/** Takes the whole sample in: minutes on a server of events, which is asked for every stream by itself. */
const ofSample = ['operations-sample'];

/** @param {readonly string[]} names */
const journeys = (names) => names.map((name) => `<rootDir>/test/journeys/${name}.spec.ts`);

/** The same journeys and the same crashes on a pair of engines, servers or their doubles. */
const onPair = (name, log, documents) => {
  const names = [
    ...ofEngines,
    ...(log === 'embedded' ? ofSample : ['servers/eventstoredb']),
    ...(documents === 'embedded' ? [] : ['servers/mongodb']),
  ];
  const more = {
    globals: { ledgerPair: { log, documents } },
    setupFilesAfterEnv: ['<rootDir>/test/support/on-pair.ts'],
  };
  return [
    suite(`journeys-${name}`, journeys(names), more),
    suite(`crash-${name}`, ['<rootDir>/test/crash/servers/*.spec.ts'], more),
  ];
};

/** @type {import('jest').Config} */
export default {
  maxWorkers: 2,
  globalSetup: '<rootDir>/test/support/template-folder.mjs',
  // When a case counts as hanging: long enough for servers and processes on a machine that is busy.
  testTimeout: process.env.LEDGER_TESTS === 'long' ? 24 * 3_600_000 : 600_000,
  projects: [
    suite('unit', [
      '<rootDir>/schema/**/*.spec.ts',
      '<rootDir>/services/**/*.spec.ts',
      '<rootDir>/projections/**/*.spec.ts',
      '<rootDir>/infra/**/*.spec.ts',
    ]),
    suite('architecture', ['<rootDir>/test/architecture/*.spec.ts']),
    // Runs the linter over the types of the whole workspace, which takes minutes.
    suite('lint-rules', ['<rootDir>/test/architecture/lint-rules/*.spec.ts']),
    suite('properties', ['<rootDir>/test/properties/**/*.spec.ts']),
    suite('contract', ['<rootDir>/test/contract/**/*.spec.ts']),
    suite('journeys', ['<rootDir>/test/journeys/*.spec.ts']),
    suite('crash', ['<rootDir>/test/crash/*.spec.ts']),
    ...onPair('eventstoredb', 'eventstoredb', 'embedded'),
    ...onPair('mongodb', 'embedded', 'mongodb'),
    ...onPair('both', 'eventstoredb', 'mongodb'),
  ],
};
