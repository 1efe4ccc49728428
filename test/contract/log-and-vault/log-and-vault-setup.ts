import { workerStreamOf, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { PairState } from '@ledger/ledger/ports/pair-state.js';
import { findLogOfPair } from '@ledger/runtime/engines/ledger-pair.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import { PairFault } from '@ledger/runtime/faults/pair-fault.js';
import type { Pair } from '../../support/pair.js';
import { ownPair, type PairOwner } from '../../support/pair-owner.js';
import { truthPlaces, type TruthPlaces } from '../../support/truth-places.js';

let opened: TruthPlaces | null = null;

/** The places where the ledgers of a suite store their data. */
export const places = (): TruthPlaces => {
  if (opened === null) throw new Error('the places are opened before the first case');
  return opened;
};

/** Opens the places of a suite for one pair of engines. Call this inside `describe`. */
export const withPlaces = (pair: Pair): void => {
  beforeAll(async () => {
    opened = await truthPlaces(pair);
  });
  afterAll(() => places().close());
};

/** Owns a ledger while the work runs, and closes it afterwards. */
export const owning = async <T>(settings: Settings, work: (owner: PairOwner) => Promise<T>): Promise<T> => {
  const owner = await ownPair(settings);
  try {
    return await work(owner);
  } finally {
    await owner.close();
  }
};

export const pairStateOf = (settings: Settings): Promise<PairState> =>
  owning(settings, async ({ pairState }) => pairState);

export const register = (settings: Settings, ...members: readonly string[]): Promise<readonly WorkerNo[]> =>
  owning(settings, async (owner) => {
    const numbers: WorkerNo[] = [];
    for (const membership of members) numbers.push(await owner.register(membership));
    return numbers;
  });

export const read = async (settings: Settings): Promise<void> => {
  await (await findLogOfPair(settings))?.log.log.close();
};

export const sentenceOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof PairFault) return error.message;
    throw error;
  }
  throw new Error('log and vault were used together');
};

export const contentOf = async (settings: Settings): Promise<unknown> => ({
  log: await places().log.content(settings),
  vault: await places().vault.content(settings),
});

/**
 * Expects that owner and reader both refuse the log and the vault with this message, and that neither store changes.
 */
export const expectRefused = async (settings: Settings, sentence: RegExp): Promise<void> => {
  const before = await contentOf(settings);
  expect(await sentenceOf(ownPair(settings))).toMatch(sentence);
  expect(await sentenceOf(read(settings))).toMatch(sentence);
  expect(await contentOf(settings)).toStrictEqual(before);
};

export const even: PairState = { kind: 'even' };

/** For each worker: the type of the last event in the register, or `nobody` when there is none. */
export const registerOf = async (log: EventLog, workers: readonly WorkerNo[]): Promise<readonly string[]> => {
  const read = await log.readStreams(workers.map(workerStreamOf));
  return workers.map((worker) => read.get(workerStreamOf(worker))?.at(-1)?.event.type ?? 'nobody');
};
