/**
 * How much the tests try, set by the environment variable LEDGER_TESTS. `all` and `rest`: every run and case. `long`: a
 * campaign of hours. Any other value or none: about a tenth, for daily use. The same variable selects the suites
 * (jest.config.js).
 */
export type TestExtent = 'tenth' | 'whole' | 'long';

const reported = process.env['LEDGER_TESTS'] ?? '';

export const testExtent: TestExtent =
  reported === 'long' ? 'long' : ['all', 'rest'].includes(reported) ? 'whole' : 'tenth';

/** Selects the value that belongs to the extent of this test run (`tenth`, `whole` or `long`). */
export const extentOf = <T>(by: Readonly<Record<TestExtent, T>>): T => by[testExtent];

const longRunsMin = 10_000;

/**
 * The number of runs of a property test, if `whole` runs are enough for a full test. Only full runs check that rare
 * events have occurred (see `Reached`): a tenth may miss them.
 */
export const propertyRuns = (whole: number): number =>
  extentOf({ tenth: Math.ceil(whole / 10), whole, long: Math.max(whole, longRunsMin) });
