import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BuildComparison } from '@ledger/projections/upkeep/build-view.js';
import { isFromBuilder, type BuildOrder } from './builder-protocol.js';
import type { OnProgress } from './maintenance-protocol.js';
import { maintenanceSentences } from '../faults/maintenance-problems.js';
import { MaintenanceFault } from '../faults/maintenance-fault.js';
import { environmentFor, type Settings } from '../engines/settings.js';

const entry = fileURLToPath(new URL('./builder-main.js', import.meta.url));

/** Folds a build in a child process. Rejects with MaintenanceFault if the process ends before the build is complete. */
export const runBuilder = (
  { settings, order }: Readonly<{ settings: Settings; order: BuildOrder }>,
  progress: OnProgress,
  signal: AbortSignal,
): Promise<BuildComparison> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = fork(entry, [JSON.stringify(order)], {
      env: { ...process.env, ...environmentFor(settings) },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let why = maintenanceSentences.faultText('builderEnded', { view: order.view });
    const stop = (): void => {
      if (child.connected) child.disconnect();
    };
    signal.addEventListener('abort', stop);
    child.on('message', (message) => {
      if (!isFromBuilder(message)) return;
      if (message.type === 'progress') progress(message.ordinal, message.of);
      if (message.type === 'built') resolve(message.comparison);
      if (message.type === 'fault') why = [message.message, { facts: message.facts }];
    });
    child.on('exit', () => {
      signal.removeEventListener('abort', stop);
      // If the build was complete, the promise is resolved already and this rejection has no effect.
      reject(new MaintenanceFault(...why));
    });
  });
