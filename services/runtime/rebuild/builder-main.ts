import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryLock, type Lock } from '@ledger/infra/data-folder/folder-owner.js';
import { factsOf } from '@ledger/ledger/kernel/ledger-fault.js';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { build, type BuildComparison } from '@ledger/projections/upkeep/build-view.js';
import { views } from '@ledger/projections/views.js';
import { isBuildOrder, type BuildOrder, type FromBuilder } from './builder-protocol.js';
import { openDocuments, openLog } from '../engines/engines.js';
import { settingsFrom, type Settings } from '../engines/settings.js';

/**
 * The builder: a child process of the process that owns the ledger. It folds a new build (copy) of one view, compares
 * it with the current build, and ends. If its parent is gone, it ends after the current batch.
 */

const lockPollMs = 50;
const pauseMs = 200;

const send = (message: FromBuilder): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

/** Waits because the builder of a killed parent may still be finishing its last batch. Throws if `signal` aborts. */
const waitForLock = async (folder: string, signal: AbortSignal): Promise<Lock> => {
  for (;;) {
    signal.throwIfAborted();
    const lock = tryLock(join(folder, 'builder.lock'));
    if (lock !== null) return lock;
    await sleep(lockPollMs);
  }
};

const run = async (
  settings: Settings,
  { view: name, number, current, sameVersion }: BuildOrder,
  signal: AbortSignal,
): Promise<BuildComparison> => {
  const view = views.find((each) => each.name === name);
  if (view === undefined) throw new Error(`there is no view “${name}”`);
  const lock = await waitForLock(settings.data.folder, signal);
  const closing: (() => Promise<void> | void)[] = [
    () => {
      lock.release();
    },
  ];
  try {
    const { log } = await openLog(settings, 'read');
    closing.unshift(() => log.close());
    const store = await openDocuments(settings, 'write');
    closing.unshift(() => store.close());
    return await build({
      ...{ log, store, current, sameVersion, signal },
      runner: view.runner(number, { log, store }),
      freeze: () => openDocuments(settings, 'snapshot'),
      pause: () => sleep(pauseMs),
      progress: (ordinal, of) => {
        send({ type: 'progress', ordinal, of });
      },
    });
  } finally {
    for (const close of closing) await close();
  }
};

const main = async (argument: string | undefined): Promise<void> => {
  const order: unknown = argument === undefined ? null : JSON.parse(argument);
  if (!isBuildOrder(order) || !process.connected) throw new Error('a builder is started by the ledger only');
  const ending = new AbortController();
  process.on('disconnect', () => {
    ending.abort();
  });
  // Ctrl-C sends SIGINT to all processes of the terminal, but the parent decides when the builder ends.
  process.on('SIGINT', () => undefined);
  send({ type: 'built', comparison: await run(settingsFrom(process.env), order, ending.signal) });
};

const disconnect = (): void => {
  if (process.connected) process.disconnect();
};

main(process.argv[2]).then(disconnect, (error: unknown) => {
  send({ type: 'fault', message: messageOf(error), facts: factsOf(error) });
  process.exitCode = 1;
  disconnect();
});
