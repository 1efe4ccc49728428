import { setTimeout as pause } from 'node:timers/promises';

const pauseMs = 25;

/**
 * Repeats the call, with a pause in between, until the result is not null. If that never happens, the test's timeout
 * ends it.
 */
export const answerOf = async <T>(ask: () => Promise<T | null>): Promise<T> => {
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    await pause(pauseMs);
  }
};

/**
 * Repeats the check, with a pause in between, until it returns true. If that never happens, the test's timeout ends it.
 */
export const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  await answerOf(async () => ((await isSo()) ? true : null));
};
