import { printWorkerNo, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { DocumentStore } from '../ports/document-store.js';
import { collections } from '../views.js';
import type { WorkerDocument } from './document.js';

/** The worker with this number; null where nobody is registered under it. */
export const workerByNumber = async (
  store: DocumentStore,
  worker: WorkerNo,
): Promise<WorkerDocument | null> => {
  const key = printWorkerNo(worker);
  const found = await store.getMany<WorkerDocument>(collections.workers.name, [key]);
  return found.get(key)?.doc ?? null;
};
