import { printWorkerNo, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import { count } from './output.js';

/** What to know of erasures that have not ended; null where there are none. */
export const erasingText = ([first, ...more]: readonly WorkerNo[]): string | null =>
  first === undefined
    ? null
    : `${count(more.length + 1)} persons, the first ${printWorkerNo(first)}, are being erased: their keys are destroyed, ` +
      'or will be at the next start, and are not gone from the disk yet. It goes on by itself while the ledger runs, ' +
      'as soon as no program reads an older moment of the key vault';
