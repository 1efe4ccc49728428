import config from '../../jest.config.js';

/** The unit suites of the core alone: what they do not notice is a hole in them, whoever else would notice it. */
const [unit] = config.projects;

/** @type {import('jest').Config} */
export default {
  ...unit,
  testTimeout: config.testTimeout,
  testMatch: (process.env['MUTATION_TESTS'] ?? 'services/ledger/**/*.spec.ts projections/**/*.spec.ts')
    .split(' ')
    .map((pattern) => `<rootDir>/${pattern}`),
};
