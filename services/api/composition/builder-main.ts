import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataFolder, tryLock, type Lock } from '@ledger/infra/data-folder/data-folder.js';
import { openEmbeddedDocuments } from '@ledger/infra/documents/embedded/embedded-documents.js';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { upcastingLog } from '@ledger/ledger/application/upcasting-log.js';
import { messageOf } from '@ledger/ledger/kernel/errors.js';
import { build, type BuildComparison } from '@ledger/projections/kernel/building.js';
import { views } from '@ledger/projections/views.js';
import { ledgerContract } from '@ledger/schema/events/upcasting.js';
import { isBuildOrder, type BuildOrder, type FromBuilder } from './builder-protocol.js';

/**
 * The builder: a process of its own, child of the ledger's owner, that folds one build of one view into a file of its
 * own, compares it with the current build, and ends. It ends between two batches when its owner is gone.
 */

const lockPollMs = 50;

const tell = (message: FromBuilder): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

/** The builder of an owner that was killed may still be finishing its last batch. */
const waitForLock = async (folder: string, signal: AbortSignal): Promise<Lock> => {
  for (;;) {
    signal.throwIfAborted();
    const lock = tryLock(join(folder, 'builder.lock'));
    if (lock !== null) return lock;
    await sleep(lockPollMs);
  }
};

const run = async (
  { folder, view: name, number, current, sameVersion }: BuildOrder,
  signal: AbortSignal,
): Promise<BuildComparison> => {
  const view = views.find((each) => each.name === name);
  if (view === undefined) throw new Error(`there is no view “${name}”`);
  const data = dataFolder(folder);
  const lock = await waitForLock(folder, signal);
  const log = upcastingLog(openEmbeddedLog(data.log, 'read'), ledgerContract);
  const store = openEmbeddedDocuments(data.views, 'write');
  try {
    return await build({
      ...{ log, store, current, sameVersion, signal },
      runner: view.runner(number, { log, store }),
      freeze: async () => openEmbeddedDocuments(data.views, 'snapshot'),
      progress: (ordinal, of) => {
        tell({ type: 'progress', ordinal, of });
      },
    });
  } finally {
    await store.close();
    await log.close();
    lock.release();
  }
};

const main = async (argument: string | undefined): Promise<void> => {
  const order: unknown = argument === undefined ? null : JSON.parse(argument);
  if (!isBuildOrder(order) || !process.connected) throw new Error('a builder is started by the ledger only');
  const ending = new AbortController();
  process.on('disconnect', () => {
    ending.abort();
  });
  // Ctrl-C reaches the whole family; the owner decides when its builder ends.
  process.on('SIGINT', () => undefined);
  tell({ type: 'built', comparison: await run(order, ending.signal) });
};

const disconnect = (): void => {
  if (process.connected) process.disconnect();
};

main(process.argv[2]).then(disconnect, (error: unknown) => {
  tell({ type: 'fault', message: messageOf(error) });
  process.exitCode = 1;
  disconnect();
});
