import { MemoryWatch } from '../memory.js';
import { timed } from '../measure.js';
import type { Phase } from './side-process.js';

export type Phases = Readonly<{
  /** Measures the duration of some work and the memory of the processes during it. */
  phase: (name: string, work: () => Promise<void>) => Promise<Phase>;
  stop: () => void;
}>;

export const phases = (processes: ReadonlyMap<string, () => number | undefined>): Phases => {
  const watch = new MemoryWatch(processes);
  return {
    phase: async (name, work) => {
      watch.peaks();
      const seconds = await timed(work);
      const { each, together } = watch.peaks();
      return { name, seconds, memory: Object.fromEntries(each), together };
    },
    stop: () => {
      watch.stop();
    },
  };
};
