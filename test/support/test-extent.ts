/**
 * How much the suites try, by LEDGER_TESTS: `all` and `rest` try everything, `long` is a campaign of hours; anything
 * else, and nothing, is the daily tenth. The same variable says which suites there are (jest.config.js).
 */
export type TestExtent = 'tenth' | 'whole' | 'long';

const told = process.env['LEDGER_TESTS'] ?? '';

export const testExtent: TestExtent =
  told === 'long' ? 'long' : ['all', 'rest'].includes(told) ? 'whole' : 'tenth';

/** What holds for the extent of this run. */
export const extentOf = <T>(by: Readonly<Record<TestExtent, T>>): T => by[testExtent];

const longRunsMin = 10_000;

/**
 * How many runs a property makes, where `whole` of them are proof enough. What must have happened over all runs is
 * asked of the whole only: see `Reached`.
 */
export const propertyRuns = (whole: number): number =>
  extentOf({ tenth: Math.ceil(whole / 10), whole, long: Math.max(whole, longRunsMin) });
