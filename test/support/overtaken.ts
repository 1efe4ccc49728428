import type { Append, EventLog } from '@ledger/ledger/ports/event-log.js';

/** A log with another `append`. All other methods stay the same. */
export const appendingThrough = (log: EventLog, append: EventLog['append']): EventLog => ({
  start: log.start,
  append,
  readStreams: (streams) => log.readStreams(streams),
  readAll: (after, limit) => log.readAll(after, limit),
  idAt: (position) => log.idAt(position),
  head: () => log.head(),
  changed: (after, signal) => log.changed(after, signal),
  close: () => log.close(),
});

/**
 * The log of a writer that another writer overtakes once: before the first chain with an append that matches `here` is
 * written, `work` runs to its end. Chains that are appended at the same time wait, too, because they were judged on the
 * same earlier read of the log.
 */
export const overtaken = (
  log: EventLog,
  here: (append: Append) => boolean,
  work: () => Promise<unknown>,
): EventLog => {
  let overtaking: Promise<unknown> | null = null;
  return appendingThrough(log, async (chain) => {
    if (chain.some(here)) overtaking ??= work();
    await overtaking;
    return log.append(chain);
  });
};

/**
 * A log that reverses the order of calls: of the chains that are appended during one turn of the event loop, the last
 * is written first.
 */
export const turnedRound = (log: EventLog): EventLog => {
  let waiting: (() => void)[] = [];
  return appendingThrough(log, async (chain) => {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      if (waiting.length > 1) return;
      setImmediate(() => {
        const all = waiting.toReversed();
        waiting = [];
        for (const go of all) go();
      });
    });
    return log.append(chain);
  });
};
