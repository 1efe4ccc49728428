import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';

/**
 * How long to wait before a test fails as hanging. It is high on purpose: it is not a limit on how fast something must
 * be.
 */
export const hangingMs = 20_000;

/** Most things in this process happen within a few turns of the event loop. After these turns, waiting uses timers. */
const turnsMax = 50;
const pauseMs = 5;

/**
 * Repeats the check until it returns true. Throws after `hangingMs`. Meant for property tests with many runs, where the
 * pause of `until` before each repetition would take too long.
 */
export const eventually = async (what: string, isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const began = performance.now();
  for (let asked = 0; !(await isSo()); asked += 1) {
    if (performance.now() - began > hangingMs) throw new Error(`it hangs: ${what}`);
    await (asked < turnsMax ? turn() : pause(pauseMs));
  }
};
