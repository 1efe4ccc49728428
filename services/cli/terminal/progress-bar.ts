import { SingleBar } from 'cli-progress';

export type ProgressBar = Readonly<{ move: (done: number, of: number) => void; end: () => void }>;

/** A bar on a terminal; nothing where output is read by a program. */
export const progressBar = (what: string, unit: string, quiet: boolean): ProgressBar => {
  if (quiet || !process.stderr.isTTY) return { move: () => undefined, end: () => undefined };
  const bar = new SingleBar({ format: `${what} {bar} {value}/{total} ${unit}`, hideCursor: true });
  let started = false;
  return {
    move: (done, of) => {
      if (!started) bar.start(of, done);
      started = true;
      bar.setTotal(of);
      bar.update(done);
    },
    end: () => {
      bar.stop();
    },
  };
};
