import { streamId, workerOfStream, workerStreamOf, type WorkerNo } from '../kernel/ids.js';
import type { EventLog, Position } from '../ports/event-log.js';
import type { ErasedPerson, VaultNotes } from '../ports/key-vault.js';
import { boundDeciders } from './bound-deciders.js';
import { readableStreams } from './readable-streams.js';
import {
  bySystem,
  completeErasure,
  erasureRequestedAt,
  inRegister,
  type ErasurePorts,
} from './unfinished-erasures.js';

type Ports = ErasurePorts & Readonly<{ notes: Pick<VaultNotes, 'erasedBefore'> }>;

/** Number of erased persons per page. */
const pageSize = 50;

/**
 * Repeats the erasure of a person in the log. The vault has erased the person already; it now stores the new position.
 * Returns whether the erasure was requested again.
 */
const eraseAgain = async (ports: Ports, worker: WorkerNo): Promise<boolean> => {
  const { log, vault, ids, handler } = ports;
  const { state } = await inRegister(log, worker);
  // The log does not contain the person any more: there is nobody to erase, and the worker number is never given again.
  if (state === 'nobody') return false;
  const stream = workerStreamOf(worker);
  if (state === 'registered') {
    await vault.beginErasure(stream);
    const command = boundDeciders.registry.bind(stream, () => ({
      type: 'RequestErasure',
      data: { stream, worker },
    }));
    await handler.settle(command, bySystem(ids));
  }
  await completeErasure(ports, worker);
  return state === 'registered';
};

/** The persons of a page whose erasure the log does not contain at the position stored in the vault. */
const lostIn = async (log: EventLog, page: readonly ErasedPerson[]): Promise<readonly ErasedPerson[]> => {
  const read = await readableStreams(
    log,
    page.map(({ subject }) => streamId(subject)),
  );
  return page.filter(({ subject, at }) => erasureRequestedAt(read.get(streamId(subject)) ?? []) !== at);
};

/**
 * Repeats in the log the erasures that only the vault knows: a log restored from a backup may contain erased persons as
 * registered. Starts with the latest erasures and stops at a page with an erasure that the log contains, because a
 * restored log contains everything up to some position. Returns the number of repeated erasures.
 */
export const repeatErasures = async (ports: Ports): Promise<number> => {
  let erased = 0;
  let before: Position | null = null;
  for (;;) {
    const page: readonly ErasedPerson[] = await ports.notes.erasedBefore(before, pageSize);
    const lost = await lostIn(ports.log, page);
    for (const { subject } of lost) {
      const worker = workerOfStream(streamId(subject));
      if (worker === null) throw new Error(`${subject} is no worker and was erased`);
      if (await eraseAgain(ports, worker)) erased += 1;
    }
    before = page.at(-1)?.at ?? null;
    if (lost.length < page.length || page.length < pageSize) return erased;
  }
};
