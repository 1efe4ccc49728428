import { typesOf } from '@ledger/schema/events/event-shape.js';
import { erasureRequested, workerErased } from '@ledger/schema/events/registry.js';
import type { CommandHandler } from '../engine/command-handler.js';
import { historyIn } from '../engine/histories.js';
import { isOneOf } from '../kernel/domain-event.js';
import { streamId, workerOfStream, workerStreamOf, type WorkerNo } from '../kernel/ids.js';
import type { EventLog, Origin, Position, Recorded } from '../ports/event-log.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { KeyVault, VaultNotes } from '../ports/key-vault.js';
import type { RegistryState } from '../registry/registry-state.js';
import { boundDeciders } from './bound-deciders.js';
import { readableStreams } from './readable-streams.js';

const requests = typesOf([erasureRequested]);
const ends = typesOf([workerErased]);

/** The position of the event in a worker's stream that requests the erasure; null if there is none. */
export const erasureRequestedAt = (recorded: readonly Recorded[]): Position | null =>
  recorded.find(({ event }) => isOneOf(requests, event))?.position ?? null;

export type ErasurePorts = Readonly<{
  log: EventLog;
  vault: KeyVault;
  ids: IdGenerator;
  handler: Pick<CommandHandler, 'settle'>;
}>;

type InRegister = Readonly<{ state: RegistryState['kind']; recorded: readonly Recorded[] }>;

const stateIn = (read: Awaited<ReturnType<typeof readableStreams>>, worker: WorkerNo): InRegister['state'] =>
  boundDeciders.registry.stateOf(historyIn(read, workerStreamOf(worker))).kind;

export const inRegister = async (log: EventLog, worker: WorkerNo): Promise<InRegister> => {
  const stream = workerStreamOf(worker);
  const read = await readableStreams(log, [stream]);
  return { state: stateIn(read, worker), recorded: read.get(stream) ?? [] };
};

/** The origin of commands that the ledger itself submits. */
export const bySystem = (ids: IdGenerator): Omit<Origin, 'at'> => ({
  ...{ actor: 'ledger', role: 'system', district: null, cause: null, hash: '' },
  ...{ correlation: ids.fresh(), commandId: ids.fresh() },
});

/**
 * Continues an erasure that the log has requested: destroys the key, checks that its bytes are gone from the disk,
 * records in the log that the person is erased, and removes the note in the vault. Every step is idempotent. Returns
 * the events of the person up to WorkerErased; null if the bytes are not gone yet.
 */
export const completeErasure = async (
  ports: ErasurePorts,
  worker: WorkerNo,
): Promise<readonly Recorded[] | null> => {
  const { log, vault, ids, handler } = ports;
  const stream = workerStreamOf(worker);
  const at = erasureRequestedAt((await inRegister(log, worker)).recorded);
  if (at === null) throw new Error(`${stream} is being erased and does not say so`);
  await vault.erase(stream, worker, at);
  if (!(await vault.isGone(stream))) return null;
  const end = boundDeciders.registry.bind(stream, () => ({ type: 'EndErasure', data: { stream, worker } }));
  await handler.settle(end, bySystem(ids));
  await vault.endErasure(stream);
  const { recorded } = await inRegister(log, worker);
  return recorded.slice(0, recorded.findIndex(({ event }) => isOneOf(ends, event)) + 1);
};

type FoundErasure = Readonly<{ worker: WorkerNo; state: RegistryState['kind'] }>;

const found = async (log: EventLog, notes: Pick<VaultNotes, 'erasing'>): Promise<readonly FoundErasure[]> => {
  const workers = (await notes.erasing()).flatMap((subject) => workerOfStream(streamId(subject)) ?? []);
  const read = await readableStreams(log, workers.map(workerStreamOf));
  return workers.map((worker) => ({ worker, state: stateIn(read, worker) }));
};

/**
 * Persons whose erasure was requested and has not ended. Reads only the notes of the vault and the streams that they
 * name.
 */
export const unfinishedErasures = async (
  log: EventLog,
  notes: Pick<VaultNotes, 'erasing'>,
): Promise<readonly WorkerNo[]> =>
  (await found(log, notes)).filter(({ state }) => state === 'erasing').map(({ worker }) => worker);

/**
 * `waiting`: number of erasures whose key bytes are not gone from the disk yet. `neverRequested`: persons whose erasure
 * was interrupted before the log recorded the request.
 */
export type Finished = Readonly<{ waiting: number; neverRequested: readonly WorkerNo[] }>;

/**
 * Continues every erasure that was requested and has not ended. With `isStart` (at program start, when no other command
 * runs) it also drops erasures that were begun but never recorded in the log, and returns their workers. Such an
 * erasure is not continued, because the command might have been refused and erasing cannot be undone; the user must
 * submit it again.
 */
export const finishErasures = async (
  { notes, ...ports }: ErasurePorts & Readonly<{ notes: Pick<VaultNotes, 'erasing'> }>,
  isStart: boolean,
): Promise<Finished> => {
  let waiting = 0;
  const neverRequested: WorkerNo[] = [];
  for (const { worker, state } of await found(ports.log, notes)) {
    switch (state) {
      case 'nobody':
      case 'registered':
        if (!isStart) break;
        await ports.vault.endErasure(workerStreamOf(worker));
        neverRequested.push(worker);
        break;
      case 'erasing':
      case 'erased':
        if ((await completeErasure(ports, worker)) === null) waiting += 1;
    }
  }
  return { waiting, neverRequested };
};
