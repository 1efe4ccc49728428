import { setTimeout as pause } from 'node:timers/promises';

const pauseMs = 25;

/** Asks again and again, with a pause, until it is so. Whatever never becomes so ends with the time of its case. */
export const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await pause(pauseMs);
};
