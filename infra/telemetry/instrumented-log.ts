import { LogFault, type Append, type EventLog } from '@ledger/ledger/ports/event-log.js';
import type { Metrics } from './metrics.js';
import { spanned } from './trace-spans.js';

const eventsOf = (chain: readonly Append[]): number => {
  let events = 0;
  for (const append of chain) events += append.events.length;
  return events;
};

const milli = 1_000;

/** Wraps an event log: appends are counted, timed and traced, and reads of streams are traced. */
export const instrumentedLog = (log: EventLog, metrics: Metrics): EventLog => {
  const append: EventLog['append'] = async (chain) => {
    const began = performance.now();
    try {
      const appended = await log.append(chain);
      metrics.append.observe((performance.now() - began) / milli);
      for (const [index, { kind }] of appended.entries()) {
        metrics.appends.inc({ outcome: kind });
        if (kind === 'appended') metrics.events.inc(chain[index]?.events.length ?? 0);
      }
      return appended;
    } catch (error) {
      metrics.appendFaults.inc({ code: error instanceof LogFault ? error.code : 'UNKNOWN' });
      throw error;
    }
  };
  return {
    start: log.start,
    append: (chain) => {
      const events = eventsOf(chain);
      metrics.batch.observe(events);
      return spanned('ledger.append', { 'ledger.appends': chain.length, 'ledger.events': events }, () =>
        append(chain),
      );
    },
    readStreams: (streams) =>
      spanned('ledger.read', { 'ledger.streams': streams.length }, () => log.readStreams(streams)),
    readAll: (after, limit) => log.readAll(after, limit),
    idAt: (position) => log.idAt(position),
    head: () => log.head(),
    changed: (after, signal) => log.changed(after, signal),
    close: () => log.close(),
  };
};
