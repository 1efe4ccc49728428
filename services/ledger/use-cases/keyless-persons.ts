import type { RegistryEvent } from '@ledger/schema/events/registry.js';
import { registryEvents } from '../registry/registry-state.js';
import { isOneOf } from '../kernel/domain-event.js';
import { workerStreamOf, type WorkerNo } from '../kernel/ids.js';
import { readAllLimitMax, type EventLog, type Recorded } from '../ports/event-log.js';
import type { NotedVault } from '../ports/key-vault.js';
import { hasSealed } from './pair-check.js';

/** The worker whose details the event contains in encrypted form; null if it contains none. */
const sealedIn = ({ type, data }: RegistryEvent): WorkerNo | null => {
  switch (type) {
    case 'WorkerRegistered':
    case 'WorkerDetailsCorrected':
      return hasSealed(data) ? data.worker : null;
    case 'WorkerDetailsFilled':
      return data.name === null ? null : data.worker;
    case 'DetailsWithdrawn':
    case 'DetailsContradicted':
    case 'ErasureRequested':
    case 'WorkerErased':
      return null;
  }
};

const registryEventsIn = (events: readonly Recorded[]): readonly RegistryEvent[] =>
  events.flatMap(({ event, unreadable }) =>
    unreadable === undefined && isOneOf(registryEvents, event) ? [event] : [],
  );

/**
 * Registered persons whose details are encrypted but whose key is neither in the vault nor marked as destroyed: their
 * details can never be read again. Reads the whole log. Each page is read before the vault is queried: a registration
 * creates its key before its event, so no key can be missing just because it is new.
 */
export const keylessPersons = async (
  log: EventLog,
  notes: Pick<NotedVault['notes'], 'known'>,
): Promise<readonly WorkerNo[]> => {
  const keyless = new Set<WorkerNo>();
  let after = log.start;
  for (;;) {
    const { events, reached, end } = await log.readAll(after, readAllLimitMax);
    const ours = registryEventsIn(events);
    const sealed = new Set(ours.map(sealedIn).filter((worker) => worker !== null));
    const known = await notes.known([...sealed].map(workerStreamOf));
    for (const worker of sealed) if (!known.has(workerStreamOf(worker))) keyless.add(worker);
    for (const { type, data } of ours) if (type === 'ErasureRequested') keyless.delete(data.worker);
    if (end) return [...keyless].toSorted((a, b) => a - b);
    after = reached;
  }
};
