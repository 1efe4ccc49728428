import { historyIn } from '../engine/histories.js';
import { workerStreamOf, type WorkerNo } from '../kernel/ids.js';
import type { EventLog } from '../ports/event-log.js';
import type { KeyVault, LookUp, SubjectKey } from '../ports/key-vault.js';
import { boundDeciders } from '../use-cases/bound-deciders.js';

export type RegisteredPerson = Readonly<{ worker: WorkerNo; key: SubjectKey }>;

/** The person that a row names: by something that the vault finds, or as the worker of the act that the row is about. */
export type NamedPerson = LookUp | Readonly<{ by: 'number'; worker: WorkerNo }>;
type Named = Readonly<{ row: number; person: NamedPerson }>;

/** The worker numbers of the persons, in the same order; null for a person that nobody finds. */
const workersOf = async (vault: KeyVault, named: readonly Named[]): Promise<readonly (WorkerNo | null)[]> => {
  const lookUps = named.flatMap(({ person }) => (person.by === 'number' ? [] : [person]));
  const found = (await vault.find(lookUps.map((lookUp) => vault.tokenOf(lookUp))))[Symbol.iterator]();
  return named.map(({ person }) => (person.by === 'number' ? person.worker : (found.next().value ?? null)));
};

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
  const found = await workersOf(vault, named);
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
