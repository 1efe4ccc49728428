import type { Append, EventLog } from '@ledger/ledger/ports/event-log.js';

/** A log whose appends go another way. */
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
 * The log of a writer who is overtaken once: before the first of its chains in which `here` holds is written, others do
 * their work. What was handed in together with that chain waits, too: it was judged on what was read before.
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
 * A log that turns the order of calls round: of all the chains that are handed in during one turn of the event loop, the
 * last is written first.
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
