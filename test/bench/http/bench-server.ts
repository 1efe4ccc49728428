import { openLedger, type Ledger } from '@ledger/runtime/ledger/ledger.js';
import { serve } from '@ledger/api/server.js';
import { settingsFrom } from '@ledger/runtime/engines/settings.js';
import { limits } from '@ledger/api/graphql/request-limits.js';
import { uninstrumented } from '@ledger/runtime/telemetry/request-instrumentation.js';
import type { RecordActCommand } from '@ledger/ledger/use-cases/record-act-command.js';
import type { Outcome } from '@ledger/ledger/engine/submission.js';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * The server of a bench, as a separate process. `ledger` starts the normal ledger. `constant` has the same code from
 * socket to resolver, but its ledger answers every act with the result of the first one.
 */

const [folder = '', what = 'ledger'] = process.argv.slice(2);

const logError = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`);
};

/** Records the first act. Every later act gets the outcome and the events of the first. */
const answeringConstantly = (ledger: Ledger): Ledger => {
  let first: Promise<readonly Outcome[]> | null = null;
  let events: ReturnType<Ledger['log']['readStreams']> | null = null;
  const record = async (submitted: readonly RecordActCommand[]): Promise<readonly Outcome[]> => {
    first ??= ledger.write.recording.record(submitted);
    return first;
  };
  return {
    ...ledger,
    write: { ...ledger.write, recording: { ...ledger.write.recording, record } },
    log: {
      ...ledger.log,
      readStreams: (streams) => (events ??= ledger.log.readStreams(streams)),
    },
  };
};

const settings = settingsFrom({
  LEDGER_DATA: join(folder, 'data'),
  LEDGER_MASTER_KEY_FILE: join(folder, 'master.key'),
  PORT: '0',
  NODE_ENV: 'production',
});
const ledger = await openLedger(settings, logError);
const served = what === 'constant' ? answeringConstantly(ledger) : ledger;
const serving = {
  limits,
  production: true,
  safelist: null,
  publicOrigin: null,
  readyLagMax: 10_000,
  instrumentation: uninstrumented,
  figures: null,
};
const server = await serve(served, 0, serving, logError);

const close = async (): Promise<never> => {
  await server.close();
  await ledger.close();
  process.exit();
};
// The longest delay of the event loop since the last `hold` message.
const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();
process.on('message', (order) => {
  if (order !== 'hold') void close();
  else {
    process.send?.({ hold: loop.max / 1e6 });
    loop.reset();
  }
});
// The bench has ended: the server must not keep running without it.
process.on('disconnect', () => void close());
process.send?.({ address: server.address, projector: ledger.projector.pid });
