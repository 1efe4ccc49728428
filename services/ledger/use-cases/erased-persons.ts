import { isOneOf, type EventTypes } from '../kernel/domain-event.js';
import { streamId, workerOfStream, type StreamId, type WorkerNo } from '../kernel/ids.js';
import type { CommandHandler } from '../engine/command-handler.js';
import { type History, historyIn } from '../engine/histories.js';
import type { EventLog, Position, Recorded } from '../ports/event-log.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { ErasedPerson, KeyVault, VaultNotes } from '../ports/key-vault.js';
import type { WorkerErased } from '@ledger/schema/events/registry.js';
import { boundDeciders } from './bound-deciders.js';
import { readableStreams } from './readable-streams.js';

const erasing: EventTypes<WorkerErased> = { WorkerErased: true };

/** Where a worker's stream says that the person was erased; null where it does not. */
export const erasedAt = (recorded: readonly Recorded[]): Position | null =>
  recorded.find(({ event }) => isOneOf(erasing, event))?.position ?? null;

type Ports = Readonly<{
  log: EventLog;
  vault: KeyVault;
  notes: Pick<VaultNotes, 'erasedBefore'>;
  ids: IdGenerator;
  handler: Pick<CommandHandler, 'settle'>;
}>;

/** How many erased persons are looked at together. */
const pageSize = 50;

const historyOf = async (log: EventLog, stream: StreamId): Promise<History> =>
  historyIn(await readableStreams(log, [stream]), stream);

/** Erases somebody in the log, as the vault has it already, and notes where. */
const eraseAgain = async (ports: Ports, stream: StreamId, worker: WorkerNo): Promise<boolean> => {
  const { log, vault, ids, handler } = ports;
  const before = await historyOf(log, stream);
  const { kind } = boundDeciders.registry.stateOf(before);
  // The log does not know the person any more: nobody can be erased, and the number is never given again.
  if (kind === 'nobody') return false;
  if (kind === 'registered') {
    const command = boundDeciders.registry.bind(stream, (at) => ({
      type: 'EraseWorker',
      data: { stream: at, worker },
    }));
    const who = { actor: 'ledger', role: 'system', district: null, correlation: ids.fresh(), cause: null };
    await handler.settle(command, { ...who, commandId: ids.fresh(), hash: '' });
  }
  const at = erasedAt((await historyOf(log, stream)).recorded);
  if (at === null) throw new Error(`${stream} was erased and does not say so`);
  await vault.erase(stream, worker, at);
  return kind === 'registered';
};

/** Those of a page whose place in the log says something else, or nothing. */
const lostIn = async (log: EventLog, page: readonly ErasedPerson[]): Promise<readonly ErasedPerson[]> => {
  const read = await readableStreams(
    log,
    page.map(({ subject }) => streamId(subject)),
  );
  return page.filter(({ subject, at }) => erasedAt(read.get(streamId(subject)) ?? []) !== at);
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
      if (await eraseAgain(ports, streamId(subject), worker)) erased += 1;
    }
    before = page.at(-1)?.at ?? null;
    if (lost.length < page.length || page.length < pageSize) return erased;
  }
};
