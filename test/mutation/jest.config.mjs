import config from '../../jest.config.js';

/**
 * Only the unit tests of the core are run. A mutant that they miss counts as a gap in them, even if another suite would
 * find it.
 */
const [unit] = config.projects;

/** @type {import('jest').Config} */
export default {
  ...unit,
  testTimeout: config.testTimeout,
  testMatch: (process.env['MUTATION_TESTS'] ?? 'services/ledger/**/*.spec.ts projections/**/*.spec.ts')
    .split(' ')
    .map((pattern) => `<rootDir>/${pattern}`),
};
