import { SingleBar } from 'cli-progress';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { count, remark } from './output.js';
import { terminalSpeech, type TerminalSpeech } from './terminal-messages.js';
import { visibleLine } from '@ledger/ledger/kernel/visible-text.js';

/** How a command shows on stderr how far it has come. */
export type ProgressBar = Readonly<{ move: (done: number, of: number) => void; end: () => void }>;

const nothing: ProgressBar = { move: () => undefined, end: () => undefined };

/** A bar on a terminal; nothing where output is read by a program. */
export const progressBar = (what: string, unit: string, quiet: boolean): ProgressBar => {
  if (quiet || !process.stderr.isTTY) return nothing;
  const bar = new SingleBar({
    format: `${visibleLine(what)} {bar} {value}/{total} ${unit}`,
    hideCursor: true,
  });
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

/** Does something with events that takes a while, with a bar where a person watches. */
export const watched = async <T>(
  what: 'reading' | 'folding',
  { quiet, language }: Readonly<{ quiet: boolean; language: Language }>,
  work: (progress: ProgressBar['move']) => Promise<T>,
): Promise<T> => {
  const say = terminalSpeech(language);
  const bar = progressBar(say(what), say('events'), quiet);
  try {
    return await work(bar.move);
  } finally {
    bar.end();
  }
};

/** How often a line is written where no terminal shows a bar. */
const lineMs = 2_000;

const seconds = (ms: number, say: TerminalSpeech): string =>
  say('seconds', { number: count(Math.ceil(ms / 1_000)) });

/** Events a second since the first that was heard of, and how long the rest takes at that pace. */
class Pace {
  private begun: Readonly<{ ordinal: number; at: number }> | null = null;

  constructor(private readonly say: TerminalSpeech) {}

  at(ordinal: number, of: number): Readonly<{ perSecond: string; left: string }> {
    this.begun ??= { ordinal, at: performance.now() };
    const passed = performance.now() - this.begun.at;
    const rate = passed === 0 ? 0 : (ordinal - this.begun.ordinal) / passed;
    const left = rate === 0 ? '?' : seconds(Math.max(0, of - ordinal) / rate, this.say);
    return { perSecond: count(Math.round(rate * 1_000)), left };
  }
}

const pacedBar = (what: string, say: TerminalSpeech): ProgressBar => {
  const pace = new Pace(say);
  const bar = new SingleBar({ format: `${what} {bar} {value}/{total} ${say('events')}{pace}` });
  const paceOf = (at: Readonly<{ perSecond: string; left: string }>) => ({ pace: say('barOfPace', at) });
  bar.start(0, 0, paceOf({ perSecond: '0', left: '?' }));
  return {
    move: (ordinal, of) => {
      bar.setTotal(of);
      bar.update(ordinal, paceOf(pace.at(ordinal, of)));
    },
    end: () => {
      bar.stop();
    },
  };
};

const pacedLines = (what: string, say: TerminalSpeech): ProgressBar => {
  const pace = new Pace(say);
  let printedAt = performance.now();
  return {
    move: (ordinal, of) => {
      const at = pace.at(ordinal, of);
      if (performance.now() - printedAt < lineMs && ordinal < of) return;
      printedAt = performance.now();
      remark(say('pace', { what, done: count(ordinal), of: count(of), ...at }));
    },
    end: () => undefined,
  };
};

/** Events and their pace: a bar on a terminal, lines elsewhere; nothing where `what` is null. */
export const pacedProgress = (what: 'folding' | 'repairing' | null, language: Language): ProgressBar => {
  if (what === null) return nothing;
  const say = terminalSpeech(language);
  return process.stderr.isTTY ? pacedBar(say(what), say) : pacedLines(say(what), say);
};
