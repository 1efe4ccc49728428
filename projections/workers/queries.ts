import { isOneOf } from '@ledger/ledger/kernel/event.js';
import { printWorkerNo, workerStreamOf, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { EventLog, Position, Recorded } from '@ledger/ledger/ports/event-log.js';
import type { DocumentStore } from '../ports/document-store.js';
import { collections } from '../views.js';
import type { WorkerDocument } from './document.js';
import { workers, type WorkerEvent } from './projection.js';

/** The worker with this number; null where nobody is registered under it. */
export const workerByNumber = async (
  store: DocumentStore,
  worker: WorkerNo,
): Promise<WorkerDocument | null> => {
  const key = printWorkerNo(worker);
  const found = await store.getMany<WorkerDocument>(collections.workers.name, [key]);
  return found.get(key)?.doc ?? null;
};

/** A worker and the position of the latest event about the person. */
export type WorkerFromLog = Readonly<{ worker: WorkerDocument; position: Position }>;

const isWorkerEvent = (past: Recorded): past is Recorded<WorkerEvent> => isOneOf(workers.types, past.event);

/** A worker as the person's own stream tells it, ahead of the view. Null where nobody is registered so. */
export const workerFromLog = async (log: EventLog, number: WorkerNo): Promise<WorkerFromLog | null> => {
  const stream = workerStreamOf(number);
  let worker: WorkerDocument | null = null;
  let position: Position | null = null;
  for (const past of (await log.readStreams([stream])).get(stream) ?? []) {
    if (!isWorkerEvent(past)) continue;
    worker = workers.fold(worker, past, printWorkerNo(number));
    ({ position } = past);
  }
  return worker === null || position === null ? null : { worker, position };
};
