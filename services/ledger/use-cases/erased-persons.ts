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

/** How many erased persons are looked at together. */
const pageSize = 50;

/** Erases somebody in the log, as the vault has it already, and notes where. */
const eraseAgain = async (ports: Ports, worker: WorkerNo): Promise<boolean> => {
  const { log, vault, ids, handler } = ports;
  const { state } = await inRegister(log, worker);
  // The log does not know the person any more: nobody can be erased, and the number is never given again.
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

/** Those of a page whose place in the log says something else, or nothing. */
const lostIn = async (log: EventLog, page: readonly ErasedPerson[]): Promise<readonly ErasedPerson[]> => {
  const read = await readableStreams(
    log,
    page.map(({ subject }) => streamId(subject)),
  );
  return page.filter(({ subject, at }) => erasureRequestedAt(read.get(streamId(subject)) ?? []) !== at);
};

/**
 * Erases in the log whoever is erased in the vault: a log that was put back may know them as registered. Looks at the
 * latest erasures until it comes to one that stands at its place in the log: a log that was put back holds everything
 * up to some place. Answers how many were erased.
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
