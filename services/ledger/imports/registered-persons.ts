import { historyIn } from '../engine/histories.js';
import { workerStreamOf, type WorkerNo } from '../kernel/ids.js';
import type { EventLog } from '../ports/event-log.js';
import type { KeyVault, LookUp, SubjectKey } from '../ports/key-vault.js';
import { boundDeciders } from '../use-cases/bound-deciders.js';

export type RegisteredPerson = Readonly<{ worker: WorkerNo; key: SubjectKey }>;

/** A row, and the person it names. */
type Named = Readonly<{ row: number; lookUp: LookUp }>;

/**
 * Finds which rows name a person who is registered now, by line. A person who has only a worker number is not
 * registered.
 */
export const registeredPersons = async (
  { log, vault }: Readonly<{ log: EventLog; vault: KeyVault }>,
  named: readonly Named[],
): Promise<ReadonlyMap<number, RegisteredPerson>> => {
  const persons = new Map<number, RegisteredPerson>();
  if (named.length === 0) return persons;
  const found = await vault.find(named.map(({ lookUp }) => vault.tokenOf(lookUp)));
  const streams = [...new Set(found.filter((worker) => worker !== null).map(workerStreamOf))];
  const [read, keys] = [await log.readStreams(streams), await vault.existingKeys(streams)];
  for (const [index, { row }] of named.entries()) {
    const worker = found[index] ?? null;
    if (worker === null) continue;
    const stream = workerStreamOf(worker);
    const { kind } = boundDeciders.registry.stateOf(historyIn(read, stream));
    const key = keys.get(stream);
    if (kind === 'registered' && key !== undefined) persons.set(row, { worker, key });
  }
  return persons;
};
