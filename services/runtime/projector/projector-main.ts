import { setTimeout as sleep } from 'node:timers/promises';
import { factsOf } from '@ledger/ledger/kernel/ledger-fault.js';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { type DataFolder } from '@ledger/infra/data-folder/data-folder.js';
import { tryLock, type Lock } from '@ledger/infra/data-folder/folder-owner.js';
import { sha256 } from '@ledger/infra/identifiers/sha256.js';
import { spanned } from '@ledger/infra/telemetry/trace-spans.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import { digestsBeside } from '@ledger/projections/digest/digest-runner.js';
import { ViewManager } from '@ledger/projections/upkeep/view-manager.js';
import type { Projector, Watch } from '@ledger/projections/kernel/projector.js';
import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import { views } from '@ledger/projections/views.js';
import { Questions } from './projector-answers.js';
import { checkFiles, openDocuments, openLog, type NotifyingLog } from '../engines/engines.js';
import { isAsked, type FoldedView, type FromProjector } from './projector-protocol.js';
import { settingsFrom, type Settings } from '../engines/settings.js';

/**
 * The projector: a child process of the process that owns the ledger. It folds the events of the log into the views, is
 * the only process on its machine that writes views, and ends when its parent is gone. If several machines share
 * database servers, their projectors may fold the same views. That wastes time but stays correct, because documents and
 * checkpoints are written by compare-and-set.
 */

const lockPollMs = 20;

/** Send errors are ignored: if the parent was killed, the 'disconnect' event ends this process. */
const send = (message: FromProjector): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

/** Waits because an earlier projector may still be finishing its last batch. Null if `signal` aborts. */
const waitForLock = async (data: DataFolder, signal: AbortSignal): Promise<Lock | null> => {
  while (!signal.aborted) {
    const lock = tryLock(data.projectorLock);
    if (lock !== null) return lock;
    await sleep(lockPollMs);
  }
  return null;
};

const report = ({ views }: Projector): void => {
  send({
    type: 'reached',
    views: views.map(({ view, position, stopped, incomplete }) => ({ view, position, stopped, incomplete })),
  });
};

/** Statistics of folding that have not been sent to the parent yet. */
let folded: FoldedView[] = [];

const sendFolded = (): void => {
  if (folded.length === 0) return;
  send({ type: 'folded', views: folded, residentBytes: process.memoryUsage.rss() });
  folded = [];
};

/** Traces each batch of events that a view folds, and records its duration. */
const watch: Watch = (runner, { events }, fold) => {
  if (events.length === 0) return fold();
  const { view, ordinal } = runner;
  return spanned(`ledger.fold ${view}`, { 'ledger.events': events.length }, async () => {
    const began = performance.now();
    await fold();
    folded.push({ view, events: runner.ordinal - ordinal, ms: performance.now() - began });
  });
};

type Following = Readonly<{ log: EventLog; manager: ViewManager; questions: Questions }>;

const follow = async ({ log, manager, questions }: Following, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    await questions.answer(manager, send);
    const head = await log.head();
    const end = await manager.projector.pass();
    report(manager.projector);
    sendFolded();
    if (end) await log.changed(head.position, AbortSignal.any([signal, questions.signal]));
  }
};

const foldOn = async (
  { log, notify }: NotifyingLog,
  store: DocumentStore,
  signal: AbortSignal,
): Promise<void> => {
  const manager = new ViewManager({ log, store }, views, [digestsBeside(sha256)], watch);
  const aside = await manager.open();
  const questions = new Questions();
  process.on('message', (message) => {
    if (message === 'ring') notify();
    if (isAsked(message)) questions.add(message);
  });
  send({ type: 'ready', outdated: manager.outdated, aside });
  await follow({ log, manager, questions }, signal);
};

const run = async (settings: Settings, { signal }: AbortController): Promise<void> => {
  const lock = await waitForLock(settings.data, signal);
  if (lock === null) return;
  try {
    checkFiles(settings, ['views'], 'write');
    const opened = await openLog(settings, 'read');
    try {
      const store = await openDocuments(settings, 'write');
      await foldOn(opened, store, signal).finally(() => store.close());
    } finally {
      await opened.log.close();
    }
  } finally {
    lock.release();
  }
};

const main = async (): Promise<void> => {
  if (!process.connected) throw new Error('the projector is started by the ledger only');
  const ending = new AbortController();
  const end = (): void => {
    ending.abort();
  };
  process.on('disconnect', end);
  process.on('message', (message) => {
    if (message === 'stop') end();
  });
  // Ctrl-C sends SIGINT to all processes of the terminal, but the parent decides when the projector ends.
  process.on('SIGINT', () => undefined);
  await run(settingsFrom(process.env), ending);
};

const disconnect = (): void => {
  if (process.connected) process.disconnect();
};

main().then(disconnect, (error: unknown) => {
  send({ type: 'fault', message: messageOf(error), facts: factsOf(error) });
  process.exitCode = 1;
  disconnect();
});
