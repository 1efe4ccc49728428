import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';

/** After how long something counts as hanging: a guard against a test that never ends, no promise of speed. */
export const hangingMs = 20_000;

/** What happens in this process is there after a few turns of its event loop; what takes longer is waited for. */
const turnsMax = 50;
const pauseMs = 5;

/**
 * Asks again and again until something is so. Throws where it hangs. For properties of many runs, which a pause each
 * time (`until`) would make too long.
 */
export const eventually = async (what: string, isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const began = performance.now();
  for (let asked = 0; !(await isSo()); asked += 1) {
    if (performance.now() - began > hangingMs) throw new Error(`it hangs: ${what}`);
    await (asked < turnsMax ? turn() : pause(pauseMs));
  }
};
