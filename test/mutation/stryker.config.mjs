/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'jest',
  plugins: [import.meta.resolve('@stryker-mutator/jest-runner').replace('file://', '')],
  testRunnerNodeArgs: ['--experimental-vm-modules'],
  jest: { projectType: 'custom', configFile: 'test/mutation/jest.config.mjs', enableFindRelatedTests: false },
  // Mutates in place: the checkout is a copy already, and the links of the workspace packages must lead to the mutated
  // code.
  inPlace: true,
  concurrency: 1,
  coverageAnalysis: 'perTest',
  reporters: ['clear-text', 'json', 'progress-append-only'],
  ignoreStatic: true,
  tempDirName: '.stryker-tmp',
};
