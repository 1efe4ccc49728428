import { setTimeout as pause } from 'node:timers/promises';

const pauseMs = 25;

/** Asks again and again, with a pause, until there is an answer. Who never gets one ends with the time of the case. */
export const answerOf = async <T>(ask: () => Promise<T | null>): Promise<T> => {
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    await pause(pauseMs);
  }
};

/** Asks again and again, with a pause, until it is so. */
export const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  await answerOf(async () => ((await isSo()) ? true : null));
};
