import { jest } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';

/** Stops the clock of timeouts and of `performance`; whatever else waits goes on. `jest.useRealTimers()` starts it again. */
export const fakeTimeouts = (): void => {
  jest.useFakeTimers({
    doNotFake: ['Date', 'hrtime', 'nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'],
  });
};

/** Turns of the event loop after which everybody has done what can be done without waiting for a timeout. */
const turnsUntilQuiet = 20;

/** Resolves when nothing but a timeout is waited for. */
export const quiet = async (): Promise<void> => {
  for (let count = 0; count < turnsUntilQuiet; count += 1) await turn();
};

/** Lets time pass for what waits for a timeout, and resolves when all that follows from it is done. */
export const pass = async (ms: number): Promise<void> => {
  await quiet();
  await jest.advanceTimersByTimeAsync(ms);
  await quiet();
};
