import { SingleBar } from 'cli-progress';
import { count, remark } from './output.js';

/** How a command shows how far it has come. */
export type Watch = Readonly<{ progress: (ordinal: number, of: number) => void; end: () => void }>;

const nobody: Watch = { progress: () => undefined, end: () => undefined };

/** How often a line is written where nobody watches a bar. */
const lineMs = 2_000;

const seconds = (ms: number): string => `${count(Math.ceil(ms / 1_000))} s`;

/** Events a second since the first that was heard of, and how long the rest takes at that pace. */
class Pace {
  private begun: Readonly<{ ordinal: number; at: number }> | null = null;

  at(ordinal: number, of: number): Readonly<{ perSecond: string; left: string }> {
    this.begun ??= { ordinal, at: performance.now() };
    const passed = performance.now() - this.begun.at;
    const rate = passed === 0 ? 0 : (ordinal - this.begun.ordinal) / passed;
    const left = rate === 0 ? '?' : seconds(Math.max(0, of - ordinal) / rate);
    return { perSecond: count(Math.round(rate * 1_000)), left };
  }
}

const barOf = (what: string): Watch => {
  const pace = new Pace();
  const bar = new SingleBar({
    format: `${what} {bar} {value}/{total} events, {perSecond} a second, {left} left`,
  });
  bar.start(0, 0, { perSecond: '0', left: '?' });
  return {
    progress: (ordinal, of) => {
      bar.setTotal(of);
      bar.update(ordinal, pace.at(ordinal, of));
    },
    end: () => {
      bar.stop();
    },
  };
};

const linesOf = (what: string): Watch => {
  const pace = new Pace();
  let told = performance.now();
  return {
    progress: (ordinal, of) => {
      const { perSecond, left } = pace.at(ordinal, of);
      if (performance.now() - told < lineMs && ordinal < of) return;
      told = performance.now();
      remark(`${what}: ${count(ordinal)} of ${count(of)} events, ${perSecond} a second, ${left} left`);
    },
    end: () => undefined,
  };
};

/** Shows progress on stderr: a bar on a terminal, lines elsewhere; nothing where `what` is null. */
export const watching = (what: string | null): Watch => {
  if (what === null) return nobody;
  return process.stderr.isTTY ? barOf(what) : linesOf(what);
};
