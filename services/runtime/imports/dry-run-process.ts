import type { RefusedRow } from '@ledger/ledger/imports/import-report.js';
import { openDryRun } from './dry-run.js';
import type { DryRun } from './import-ports.js';
import { SheetWorker, type WorkerStart } from './sheet-worker-process.js';

/**
 * A dry run in a process of its own, which ends with it. Throws here, as the ledger does when it is opened, where the
 * ledger cannot be read.
 */
export const startDryRun = async (start: WorkerStart): Promise<DryRun> => {
  // What is wrong with the ledger is thrown here by its own fault: the worker would only say so.
  await (await openDryRun(start.settings)).close();
  let worker: SheetWorker | null = null;
  return {
    import: async (order, progress) => {
      worker ??= new SheetWorker(start, order.sheet.name, 'TOO_LARGE');
      worker.tell({ type: 'judge', order });
      const refused: RefusedRow[] = [];
      for (;;) {
        const message = await worker.next();
        if (message.type === 'progress') progress(message.progress);
        if (message.type === 'refused') refused.push(...message.refused);
        if (message.type === 'judged') return { ...message.report, refused };
      }
    },
    close: async () => {
      await worker?.end();
    },
  };
};
