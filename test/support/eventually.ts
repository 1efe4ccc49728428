import { setImmediate as turn } from 'node:timers/promises';

/** After how long something counts as hanging: a guard against a test that never ends, no promise of speed. */
export const hangingMs = 20_000;

/** Lets the event loop go round until something is so. Throws where it hangs. */
export const eventually = async (what: string, isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const began = performance.now();
  while (!(await isSo())) {
    if (performance.now() - began > hangingMs) throw new Error(`it hangs: ${what}`);
    await turn();
  }
};
