import { jest } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';

/**
 * Replaces the clock of timers and of `performance` by a fake one that stands still. `Date` and `setImmediate` stay
 * real. `jest.useRealTimers()` undoes this.
 */
export const fakeTimeouts = (): void => {
  jest.useFakeTimers({
    doNotFake: ['Date', 'hrtime', 'nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'],
  });
};

/** After this many turns of the event loop, all work in this process is done that does not wait for a timeout. */
const turnsUntilQuiet = 20;

/** Resolves when only timeouts are left to wait for. */
export const quiet = async (): Promise<void> => {
  for (let count = 0; count < turnsUntilQuiet; count += 1) await turn();
};

/**
 * Advances the fake clock, runs the timeouts that are due, and resolves when all work that follows from them is done.
 */
export const pass = async (ms: number): Promise<void> => {
  await quiet();
  await jest.advanceTimersByTimeAsync(ms);
  await quiet();
};
