import { openOperatorLog, type OperatorLog } from '@ledger/infra/telemetry/operator-log.js';
import { openMetrics, type Metrics } from '@ledger/infra/telemetry/metrics.js';
import { openSpan } from '@ledger/infra/telemetry/trace-spans.js';
import { instrumentedImport } from './instrumented-import.js';
import { instrumentedLog } from '@ledger/infra/telemetry/instrumented-log.js';
import { instrumentedDoor } from './instrumented-door.js';
import type { Figures } from './request-instrumentation.js';
import type { RequestOutcome, RequestInstrumentation } from './request-instrumentation.js';
import type { Settings } from '../engines/settings.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Observer } from '../ledger/ledger-observer.js';

/** Records metrics and traces of a ledger. */
const observerOf = (metrics: Metrics): Observer => ({
  log: (log) => instrumentedLog(log, metrics),
  door: (door) => instrumentedDoor(door, metrics),
  importer: (importer) => instrumentedImport(importer, metrics),
  folded: ({ views, residentBytes }) => {
    metrics.projectorBytes.set(residentBytes);
    for (const { view, events, ms } of views) {
      metrics.folding.observe({ view }, ms / 1_000);
      metrics.folded.inc({ view }, events);
    }
  },
});

const spanName = ({ path, operation, name }: RequestOutcome): string =>
  operation === null ? `http ${path}` : [operation, name].filter((part) => part !== null).join(' ');

/** Records metrics, traces and log entries of the API. */
const watchingOf = (metrics: Metrics, operatorLog: OperatorLog): RequestInstrumentation => ({
  request: () => {
    const span = openSpan('http');
    return {
      within: span.within,
      end: (answered) => {
        const { path, operation, status, ms, codes } = answered;
        const labels = { path, operation: operation ?? 'none', status: `${String(status).slice(0, 1)}xx` };
        metrics.requests.observe(labels, ms / 1_000);
        for (const code of codes) metrics.errors.inc({ code });
        operatorLog.info('request', answered);
        span.end(spanName(answered), { 'http.response.status_code': status, 'ledger.codes': [...codes] });
      },
    };
  },
  subscription: (stage, about) => {
    if (stage === 'begun') metrics.subscriptions.inc();
    if (stage === 'ended') metrics.subscriptions.dec();
    for (const code of about.codes) metrics.errors.inc({ code });
    operatorLog.info(`subscription ${stage}`, about);
  },
});

/** The current metrics. The lag of the views is read from the ledger at each request. */
const figuresOf = (metrics: Metrics, { door }: Pick<Ledger, 'door'>): Figures => ({
  contentType: metrics.registry.contentType,
  text: async (by) => {
    for (const { name, ordinal, lag } of await door.handle({ order: 'GetViews', by })) {
      metrics.logEvents.set(ordinal + lag);
      metrics.lag.set({ view: name }, lag);
    }
    return metrics.registry.metrics();
  },
});

/** The telemetry of a process that serves a ledger: a log on stderr, metrics and traces. */
export type Telemetry = Readonly<{
  operatorLog: OperatorLog;
  /** Observes the ledger; passed to it when it is opened. */
  observer: Observer;
  /** Observes the requests of the API. */
  instrumentation: RequestInstrumentation;
  /** Returns the metrics of an open ledger. */
  figuresOf: (ledger: Pick<Ledger, 'door'>) => Figures;
}>;

export const openTelemetry = ({ logLevel, production }: Settings): Telemetry => {
  const metrics = openMetrics();
  const operatorLog = openOperatorLog(logLevel, production ? 'json' : 'readable');
  return {
    operatorLog,
    observer: observerOf(metrics),
    instrumentation: watchingOf(metrics, operatorLog),
    figuresOf: (ledger) => figuresOf(metrics, ledger),
  };
};
