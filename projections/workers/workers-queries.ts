import type { RegistryEvent } from '@ledger/schema/events/registry.js';
import { isOneOf } from '@ledger/ledger/kernel/domain-event.js';
import { printWorkerNo, workerStreamOf, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { EventLog, Position, StreamEvent } from '@ledger/ledger/ports/event-log.js';
import { readName } from '../kernel/projection.js';
import type { DocumentStore } from '../ports/document-store.js';
import type { WorkerDocument } from './workers-document.js';
import { foldWorker, workers } from './workers-projection.js';

/** The workers with these numbers, in one read. Numbers that the view does not know are missing in the map. */
export const workersByNumber = async (
  store: DocumentStore,
  numbers: readonly WorkerNo[],
): Promise<ReadonlyMap<WorkerNo, WorkerDocument>> => {
  const found = await store.getMany<WorkerDocument>(readName(workers), numbers.map(printWorkerNo));
  const known = new Map<WorkerNo, WorkerDocument>();
  for (const number of numbers) {
    const doc = found.get(printWorkerNo(number))?.doc;
    if (doc != null) known.set(number, doc);
  }
  return known;
};

/** The worker with this number; null if the view does not know it. */
export const workerByNumber = async (
  store: DocumentStore,
  worker: WorkerNo,
): Promise<WorkerDocument | null> => (await workersByNumber(store, [worker])).get(worker) ?? null;

/** A worker and the log position of the latest event about this person. */
export type WorkerFromLog = Readonly<{ worker: WorkerDocument; position: Position }>;

const isRegistryEvent = <P extends StreamEvent>(past: P): past is P & StreamEvent<RegistryEvent> =>
  isOneOf(workers.types, past.event);

/** A worker folded from the events of their stream. Null if none of them is about the register. */
export const workerIn = (events: Iterable<StreamEvent>): WorkerDocument | null => {
  let worker: WorkerDocument | null = null;
  for (const past of events) if (isRegistryEvent(past)) worker = foldWorker(worker, past);
  return worker;
};

/**
 * Workers read from their own streams, so they may be newer than the view. One read; unregistered numbers are missing
 * in the map.
 */
export const workersFromLog = async (
  log: EventLog,
  numbers: readonly WorkerNo[],
): Promise<ReadonlyMap<WorkerNo, WorkerFromLog>> => {
  const streams = await log.readStreams(numbers.map(workerStreamOf));
  const known = new Map<WorkerNo, WorkerFromLog>();
  for (const number of numbers) {
    const events = streams.get(workerStreamOf(number)) ?? [];
    const worker = workerIn(events);
    const last = events.findLast(isRegistryEvent);
    if (worker !== null && last !== undefined) known.set(number, { worker, position: last.position });
  }
  return known;
};

/** A worker read from its own stream, so it may be newer than the view. Null if the number is not registered. */
export const workerFromLog = async (log: EventLog, number: WorkerNo): Promise<WorkerFromLog | null> =>
  (await workersFromLog(log, [number])).get(number) ?? null;
