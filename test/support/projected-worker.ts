import type { WorkerNo } from '@ledger/ledger/kernel/ids.js';
import { workerByNumber } from '@ledger/projections/workers/workers-queries.js';
import type { WorkerDocument } from '@ledger/projections/workers/workers-document.js';
import type { TestLedger } from './ledger.js';

/** Folds all views and returns the worker's document in the view `workers`. */
export const projectedWorker = async (
  { fold, store }: TestLedger,
  worker: WorkerNo,
): Promise<WorkerDocument | null> => {
  await fold();
  return workerByNumber(store, worker);
};
