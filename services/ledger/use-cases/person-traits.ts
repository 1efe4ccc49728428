import { historyIn, type History } from '../engine/histories.js';
import { isOneOf } from '../kernel/domain-event.js';
import { phoneFrom } from '../kernel/identifiers.js';
import { workerStreamOf, type WorkerNo } from '../kernel/ids.js';
import type { EventLog, Position } from '../ports/event-log.js';
import type { Described, KeyVault, SubjectKey } from '../ports/key-vault.js';
import { openedWith, saidBy, type SaidText } from '../ports/sealed-texts.js';
import { registryEvents } from '../registry/registry-state.js';
import { boundDeciders } from './bound-deciders.js';
import { nameFingerprintOf } from './person-details.js';

/** The current encrypted name or phone number in the register, with the command that first wrote it. */
export const lastSaid = (history: History, field: 'name' | 'phone'): SaidText | null => {
  let text: SaidText | null = null;
  for (let revision = 0; revision < history.length; revision += 1) {
    const { event, origin } = history.at(revision);
    if (!isOneOf(registryEvents, event)) continue;
    switch (event.type) {
      case 'WorkerRegistered':
      case 'WorkerDetailsCorrected':
        text = saidBy(origin.commandId, event.data[field], text);
        break;
      case 'WorkerDetailsFilled':
        // A WorkerDetailsFilled event without a name leaves the name unchanged.
        if (field === 'name' && event.data.name !== null)
          text = saidBy(origin.commandId, event.data.name, text);
        break;
      case 'DetailsWithdrawn':
        if (field === 'name' && event.data.fields.includes('name')) text = null;
        break;
      case 'DetailsContradicted':
      case 'ErasureRequested':
      case 'WorkerErased':
    }
  }
  return text;
};

type Ports = Readonly<{ log: EventLog; vault: KeyVault }>;

/** A person's current entry in the register, and the key. */
type RegisterEntry = Readonly<{ worker: WorkerNo; history: History; key: SubjectKey | null }>;

/**
 * The persons whose register entry has changed since their search terms were stored. `described` contains the revision
 * used then, null if none.
 */
const changedSince = async (
  { log, vault }: Ports,
  described: ReadonlyMap<WorkerNo, number | null>,
): Promise<readonly RegisterEntry[]> => {
  const workers = [...described.keys()];
  const subjects = workers.map(workerStreamOf);
  const read = await log.readStreams(subjects);
  const keys = await vault.existingKeys(subjects);
  return workers.flatMap((worker) => {
    const subject = workerStreamOf(worker);
    const history = historyIn(read, subject);
    const isSame = described.get(worker) === history.length;
    return isSame ? [] : [{ worker, history, key: keys.get(subject) ?? null }];
  });
};

/**
 * Replaces the search terms of persons with those from the current register. Must be called after every change of the
 * register. A repeated command calls it again, which repairs terms left by a crash. If the register changes during the
 * call, the terms are stored again, so that the last of several concurrent calls stores the current ones. Handles one
 * person at a time, because a key vault on a server has few connections.
 */
export const describeAnew = async (ports: Ports, workers: readonly WorkerNo[]): Promise<void> => {
  let described = new Map<WorkerNo, number | null>(workers.map((worker) => [worker, null]));
  while (described.size > 0) {
    const changed = await changedSince(ports, described);
    for (const { worker, history, key } of changed) {
      // A person who is erased or being erased must have no search terms.
      if (boundDeciders.registry.stateOf(history).kind !== 'registered') continue;
      const subject = workerStreamOf(worker);
      const said = (field: 'name' | 'phone'): string | null =>
        openedWith(key, { stream: subject, field }, lastSaid(history, field));
      await ports.vault.describeAnew({
        ...{ subject, worker, name: said('name') },
        phone: phoneFrom(said('phone') ?? ''),
      });
    }
    described = new Map(changed.map(({ worker, history }) => [worker, history.length]));
  }
};

/**
 * Stores the search terms of the persons whom newly recorded acts have named. `own` is the position of the last of
 * these acts. If the log has events after `own`, another writer may have changed the register meanwhile: then the terms
 * are computed again from the current register.
 */
export const describeAdded = async (
  ports: Ports,
  persons: readonly Described[],
  own: Position | null,
): Promise<void> => {
  if (persons.length === 0) return;
  await ports.vault.describe(persons);
  const { position } = await ports.log.head();
  if (position === own) return;
  const subjects = persons.map(({ worker }) => workerStreamOf(worker));
  const read = await ports.log.readStreams(subjects);
  const keys = await ports.vault.existingKeys(subjects);
  const stale = persons.filter(({ worker, name }) => {
    const subject = workerStreamOf(worker);
    const state = boundDeciders.registry.stateOf(historyIn(read, subject));
    const key = keys.get(subject);
    if (state.kind !== 'registered' || key === undefined) return false;
    return state.details.nameFingerprint !== nameFingerprintOf(name, key);
  });
  await describeAnew(ports, [...new Set(stale.map(({ worker }) => worker))]);
};
