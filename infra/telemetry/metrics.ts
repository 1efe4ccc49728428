import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const counts = [1, 2, 5, 10, 25, 50, 100, 250, 1_000, 2_500, 10_000];

type Described<L extends string> = Readonly<{ name: string; help: string; labelNames?: readonly L[] }>;

/**
 * Creates counters, gauges and histograms in the given registry. The global registry is not used: a process may have
 * several ledgers open, as tests do.
 */
const maker = (registry: Registry) => {
  const registers = [registry];
  return {
    counter: <L extends string>(of: Described<L>) => new Counter({ ...of, registers }),
    gauge: <L extends string>(of: Described<L>) => new Gauge({ ...of, registers }),
    histogram: <L extends string>(of: Described<L>, buckets: number[]) =>
      new Histogram({ ...of, buckets, registers }),
  };
};

const ofWriting = ({ counter, histogram }: ReturnType<typeof maker>) => ({
  appends: counter({
    name: 'ledger_appends_total',
    help: 'Appends to one stream, by outcome: appended, conflict, or skipped behind a conflict',
    labelNames: ['outcome'],
  }),
  appendFaults: counter({
    name: 'ledger_append_faults_total',
    help: 'Chains of appends that the log did not answer, by code of the fault',
    labelNames: ['code'],
  }),
  events: counter({ name: 'ledger_events_appended_total', help: 'Events that the log acknowledged' }),
  batch: histogram({ name: 'ledger_append_batch_events', help: 'Events of one chain of appends' }, counts),
  append: histogram(
    { name: 'ledger_append_seconds', help: 'Time until a chain of appends was on disk' },
    seconds,
  ),
  orders: counter({
    name: 'ledger_orders_total',
    help: 'Orders that came to the ledger by the API, by whether they were answered or failed',
    labelNames: ['order', 'outcome'],
  }),
  commands: counter({
    name: 'ledger_commands_total',
    help: 'Commands about acts and persons, by what came of them; rows of sheets are counted by themselves',
    labelNames: ['command', 'outcome'],
  }),
  refusals: counter({
    name: 'ledger_refusals_total',
    help: 'Commands about acts and persons that were refused, by code',
    labelNames: ['code'],
  }),
});

const ofImports = ({ counter, gauge, histogram }: ReturnType<typeof maker>) => ({
  imports: counter({
    name: 'ledger_imports_total',
    help: 'Sheets taken in, by outcome: done, no sheet, or interrupted; one that is resumed counts again',
    labelNames: ['outcome'],
  }),
  importsRunning: gauge({ name: 'ledger_imports_running', help: 'Sheets that are being taken in' }),
  importRows: counter({
    name: 'ledger_import_rows_total',
    help: 'Rows of sheets, by outcome: accepted or refused',
    labelNames: ['outcome'],
  }),
  importRefusals: counter({
    name: 'ledger_import_refusals_total',
    help: 'Rows of sheets that were refused, also those that could not be read, by code',
    labelNames: ['code'],
  }),
  importSeconds: histogram(
    { name: 'ledger_import_seconds', help: 'Time that a sheet took' },
    seconds.map((each) => each * 10),
  ),
});

const ofReading = ({ counter, gauge, histogram }: ReturnType<typeof maker>) => ({
  lag: gauge({
    name: 'ledger_view_lag_events',
    help: 'Events of the log that a view has still to fold',
    labelNames: ['view'],
  }),
  logEvents: gauge({ name: 'ledger_log_events', help: 'Events in the log' }),
  folding: histogram(
    {
      name: 'ledger_projection_seconds',
      help: 'Time in which a view folded one batch',
      labelNames: ['view'],
    },
    seconds,
  ),
  folded: counter({
    name: 'ledger_projection_events_total',
    help: 'Events that a view was given to fold',
    labelNames: ['view'],
  }),
  projectorBytes: gauge({
    name: 'ledger_projector_resident_memory_bytes',
    help: 'Memory of the projector, a process of its own',
  }),
});

const ofServing = ({ counter, gauge, histogram }: ReturnType<typeof maker>) => ({
  requests: histogram(
    {
      name: 'ledger_request_seconds',
      help: 'Time until a request was answered, by what it asked for: query, mutation, or none',
      labelNames: ['path', 'operation', 'status'],
    },
    seconds,
  ),
  errors: counter({
    name: 'ledger_request_errors_total',
    help: 'Errors that requests and subscriptions were answered with, by code',
    labelNames: ['code'],
  }),
  subscriptions: gauge({ name: 'ledger_subscriptions_open', help: 'Subscriptions that are listened to' }),
});

/** All metrics of one ledger. Each label has only few possible values, such as kinds, codes or names of views. */
export const openMetrics = () => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const make = maker(registry);
  return {
    registry,
    ...ofWriting(make),
    ...ofImports(make),
    ...ofReading(make),
    ...ofServing(make),
  };
};

export type Metrics = ReturnType<typeof openMetrics>;
