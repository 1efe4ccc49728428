import type { WorkerDetails } from '@ledger/schema/events/registry.js';
import { historyIn } from '../engine/histories.js';
import { isOneOf } from '../kernel/domain-event.js';
import { numbersStream, workerNo, workerOfStream, workerStreamOf, type StreamId } from '../kernel/ids.js';
import { numbers, type NumberRange } from '../numbers/numbers-decider.js';
import type { EventLog, LogIds, Position } from '../ports/event-log.js';
import type { NotedVault, NumberBlock, Subject } from '../ports/key-vault.js';
import { pairStateOf, type LogSide, type PairState, type VaultSide } from '../ports/pair-state.js';
import { boundDeciders } from './bound-deciders.js';
import { readableStreams } from './readable-streams.js';

/** An event log with its own id and the id of its key vault. */
export type NamedLog = Readonly<{ log: EventLog; ids: LogIds }>;

/** Whether any of these details is encrypted and therefore needs the person's key. */
export const hasSealed = ({ membership, nationalId, name, phone }: WorkerDetails): boolean =>
  [membership, nationalId, name, phone].some((text) => text !== null);

/** The last block of worker numbers in the log, and its position. */
type LastBlock = NumberBlock & NumberRange & Readonly<{ position: Position }>;

const lastBlockIn = async (log: EventLog): Promise<LastBlock | null> => {
  const taken = (await readableStreams(log, [numbersStream])).get(numbersStream) ?? [];
  const last = taken.at(-1);
  if (last === undefined || !isOneOf(numbers.types, last.event)) return null;
  return { ...last.event.data, by: last.origin.commandId, position: last.position };
};

/**
 * How many events after the last block are read at once. If the log ends within them, only the streams that they name
 * must be read, not one stream for each number of the block.
 */
const eventsMax = 2_000;

/**
 * The streams of persons with a number of this block. If few events follow the block, only the streams they name;
 * otherwise the streams of all its numbers.
 */
const streamsOf = async (log: EventLog, { from, to, position }: LastBlock): Promise<readonly StreamId[]> => {
  const { events, end } = await log.readAll(position, eventsMax);
  const isOurs = (stream: StreamId): boolean => {
    const worker = workerOfStream(stream);
    return worker !== null && worker >= from && worker <= to;
  };
  if (end) return [...new Set(events.map(({ stream }) => stream).filter(isOurs))];
  return Array.from({ length: to - from + 1 }, (_, index) => workerStreamOf(workerNo(from + index)));
};

/** Registered persons with a number of this block and with encrypted details. */
const personsOf = async (log: EventLog, block: LastBlock): Promise<readonly Subject[]> => {
  const streams = await streamsOf(log, block);
  const read = await readableStreams(log, streams);
  return streams.filter((stream) => {
    const state = boundDeciders.registry.stateOf(historyIn(read, stream));
    return state.kind === 'registered' && hasSealed(state.details);
  });
};

/**
 * Checks whether an event log and a key vault belong together and agree; pass null for one that does not exist. The log
 * is read before the vault: a registration creates its key before its event, so no key can be missing just because it
 * is new. With `blocks` the persons of the last block are not checked; commands that only read use this.
 */
export const checkPair = async (
  named: NamedLog | null,
  notes: NotedVault['notes'] | null,
  depth: 'blocks' | 'persons',
): Promise<PairState> => {
  const lastBlock = named === null ? null : await lastBlockIn(named.log);
  const ofLog: LogSide | null = named === null ? null : { ids: named.ids, lastBlock };
  const persons =
    named === null || lastBlock === null || depth === 'blocks' ? [] : await personsOf(named.log, lastBlock);
  if (notes === null) return pairStateOf(ofLog, null);
  const known = await notes.known(persons);
  const ofVault: VaultSide = {
    ids: await notes.ids(),
    hasLastBlock: lastBlock !== null && (await notes.hasBlock(lastBlock)),
    lastNumber: await notes.lastNumber(),
    strangers: persons.filter((subject) => !known.has(subject)).length,
  };
  return pairStateOf(ofLog, ofVault);
};
