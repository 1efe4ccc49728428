import { historyIn } from '../engine/histories.js';
import { workerStreamOf, type WorkerNo } from '../kernel/ids.js';
import type { EventLog } from '../ports/event-log.js';
import { isGonePerson } from './erased-act-person.js';

/** Those of the workers who are erased or being erased. */
export const goneAmong = async (
  log: Pick<EventLog, 'readStreams'>,
  workers: readonly WorkerNo[],
): Promise<ReadonlySet<WorkerNo | null>> => {
  const distinct = [...new Set(workers)];
  const read = await log.readStreams(distinct.map(workerStreamOf));
  return new Set(distinct.filter((worker) => isGonePerson(historyIn(read, workerStreamOf(worker)))));
};
