import { openJournal, type Journal } from '@ledger/infra/telemetry/journal.js';
import { openMetrics, type Metrics } from '@ledger/infra/telemetry/metrics.js';
import { openSpan } from '@ledger/infra/telemetry/trace-spans.js';
import { watchedIntake } from './watched-import.js';
import { watchedLog } from '@ledger/infra/telemetry/watched-log.js';
import { watchedDoor } from './watched-door.js';
import type { Figures } from './request-watch.js';
import type { Answered, Watching } from './request-watch.js';
import type { Settings } from '../engines/settings.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Observer } from '../ledger/ledger-observer.js';

/** Records metrics and traces of a ledger. */
const observerOf = (metrics: Metrics): Observer => ({
  log: (log) => watchedLog(log, metrics),
  door: (door) => watchedDoor(door, metrics),
  intake: (intake) => watchedIntake(intake, metrics),
  folded: ({ views, residentBytes }) => {
    metrics.projectorBytes.set(residentBytes);
    for (const { view, events, ms } of views) {
      metrics.folding.observe({ view }, ms / 1_000);
      metrics.folded.inc({ view }, events);
    }
  },
});

const spanName = ({ path, operation, name }: Answered): string =>
  operation === null ? `http ${path}` : [operation, name].filter((part) => part !== null).join(' ');

/** Records metrics, traces and log entries of the API. */
const watchingOf = (metrics: Metrics, journal: Journal): Watching => ({
  request: () => {
    const span = openSpan('http');
    return {
      within: span.within,
      end: (answered) => {
        const { path, operation, status, ms, codes } = answered;
        const labels = { path, operation: operation ?? 'none', status: `${String(status).slice(0, 1)}xx` };
        metrics.requests.observe(labels, ms / 1_000);
        for (const code of codes) metrics.errors.inc({ code });
        journal.info('request', answered);
        span.end(spanName(answered), { 'http.response.status_code': status, 'ledger.codes': [...codes] });
      },
    };
  },
  subscription: (fate, told) => {
    if (fate === 'begun') metrics.subscriptions.inc();
    if (fate === 'ended') metrics.subscriptions.dec();
    for (const code of told.codes) metrics.errors.inc({ code });
    journal.info(`subscription ${fate}`, told);
  },
});

/** The current metrics. The lag of the views is read from the ledger at each request. */
const figuresOf = (metrics: Metrics, { door }: Pick<Ledger, 'door'>): Figures => ({
  contentType: metrics.registry.contentType,
  text: async (by) => {
    for (const { name, ordinal, lag } of await door.hand({ order: 'GetViews', by })) {
      metrics.logEvents.set(ordinal + lag);
      metrics.lag.set({ view: name }, lag);
    }
    return metrics.registry.metrics();
  },
});

/** The telemetry of a process that serves a ledger: a log on stderr, metrics and traces. */
export type Telemetry = Readonly<{
  journal: Journal;
  /** Observes the ledger; passed to it when it is opened. */
  observer: Observer;
  /** Observes the requests of the API. */
  watching: Watching;
  /** Returns the metrics of an open ledger. */
  figuresOf: (ledger: Pick<Ledger, 'door'>) => Figures;
}>;

export const openTelemetry = ({ logLevel, production }: Settings): Telemetry => {
  const metrics = openMetrics();
  const journal = openJournal(logLevel, production ? 'json' : 'readable');
  return {
    journal,
    observer: observerOf(metrics),
    watching: watchingOf(metrics, journal),
    figuresOf: (ledger) => figuresOf(metrics, ledger),
  };
};
