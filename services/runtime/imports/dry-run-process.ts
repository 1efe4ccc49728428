import type { RefusedRow } from '@ledger/ledger/imports/import-report.js';
import { openDryRun } from './dry-run.js';
import type { DryRun } from './import-ports.js';
import { SheetWorker, type WorkerStart } from './sheet-worker-process.js';

/**
 * Starts a dry run: sheets are judged without writing to the ledger, in a child process. `close` ends the process. If
 * the ledger cannot be read, throws the error that opening the ledger throws.
 */
export const startDryRun = async (start: WorkerStart): Promise<DryRun> => {
  // The ledger is opened once in this process, so that an error keeps its class. The child process could report only
  // its message.
  await (await openDryRun(start.settings)).close();
  let worker: SheetWorker | null = null;
  return {
    import: async (order, progress) => {
      worker ??= new SheetWorker(start, order.sheet.name, 'TOO_LARGE');
      worker.send({ type: 'judge', order });
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
