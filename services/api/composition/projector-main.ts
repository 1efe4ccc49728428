import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '@ledger/ledger/kernel/errors.js';
import { dataFolder, tryLock, type DataFolder, type Lock } from '@ledger/infra/data-folder/data-folder.js';
import { openEmbeddedDocuments } from '@ledger/infra/documents/embedded/embedded-documents.js';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { sha256 } from '@ledger/infra/identifiers/sha256.js';
import { upcastingLog } from '@ledger/ledger/application/upcasting-log.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import { digestRunner } from '@ledger/projections/digest/runner.js';
import { ViewKeeper } from '@ledger/projections/kernel/keeping.js';
import type { Projector } from '@ledger/projections/kernel/projector.js';
import { ledgerContract } from '@ledger/schema/events/upcasting.js';
import { Questions } from './answering.js';
import { isAsked, type FromProjector } from './projector-protocol.js';

/**
 * The projector: a process of its own, child of the ledger's owner. It is the only writer of the views, reads the
 * log, and ends when its owner is gone.
 */

const lockPollMs = 20;

/** An owner that was killed no longer listens: that is noticed by the channel's end, not here. */
const tell = (message: FromProjector): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

/** A predecessor may still be finishing its last batch. */
const waitForLock = async (data: DataFolder, signal: AbortSignal): Promise<Lock | null> => {
  while (!signal.aborted) {
    const lock = tryLock(data.projectorLock);
    if (lock !== null) return lock;
    await sleep(lockPollMs);
  }
  return null;
};

const report = ({ views }: Projector): void => {
  tell({
    type: 'reached',
    views: views.map(({ view, position, stopped, incomplete }) => ({ view, position, stopped, incomplete })),
  });
};

type Following = Readonly<{ log: EventLog; keeper: ViewKeeper; questions: Questions }>;

const follow = async ({ log, keeper, questions }: Following, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    await questions.answer(keeper, tell);
    const head = await log.head();
    const end = await keeper.projector.pass();
    report(keeper.projector);
    if (end) await log.changed(head.position, AbortSignal.any([signal, questions.signal]));
  }
};

const run = async (data: DataFolder, ending: AbortController): Promise<void> => {
  const lock = await waitForLock(data, ending.signal);
  if (lock === null) return;
  const embedded = openEmbeddedLog(data.log, 'read');
  const log = upcastingLog(embedded, ledgerContract);
  const store = openEmbeddedDocuments(data.views, 'write');
  try {
    const keeper = new ViewKeeper({ log, store }, [digestRunner({ log, store, sha256 })]);
    await keeper.open();
    const questions = new Questions();
    process.on('message', (message) => {
      if (message === 'ring') embedded.ring();
      if (isAsked(message)) questions.add(message);
    });
    tell({ type: 'ready', outdated: keeper.outdated });
    await follow({ log, keeper, questions }, ending.signal);
  } finally {
    await store.close();
    await log.close();
    lock.release();
  }
};

const main = async (folder: string | undefined): Promise<void> => {
  if (folder === undefined || !process.connected)
    throw new Error('the projector is started by the ledger only');
  const ending = new AbortController();
  const end = (): void => {
    ending.abort();
  };
  process.on('disconnect', end);
  process.on('message', (message) => {
    if (message === 'stop') end();
  });
  // Ctrl-C reaches the whole family; the owner decides when its projector ends.
  process.on('SIGINT', () => undefined);
  await run(dataFolder(folder), ending);
};

const disconnect = (): void => {
  if (process.connected) process.disconnect();
};

main(process.argv[2]).then(disconnect, (error: unknown) => {
  tell({ type: 'fault', message: messageOf(error) });
  process.exitCode = 1;
  disconnect();
});
