import type { NumbersTaken } from '@ledger/schema/events/numbers.js';
import type { Decider } from '../kernel/decision.js';
import { accepted } from '../kernel/decision.js';
import { numbersStream, workerNo, workerNoMax, type WorkerNo } from '../kernel/ids.js';

/** How many worker numbers a writer takes at once; what it does not use is a gap. */
export const blockSize = 1_000;

/** Worker numbers in a row, both ends included. */
export type NumberRange = Readonly<{ from: WorkerNo; to: WorkerNo }>;

/** The block after a number. Throws RangeError where 99,999,999 persons are passed. */
export const blockAfter = (last: number): NumberRange => ({
  from: workerNo(last + 1),
  to: workerNo(Math.min(last + blockSize, workerNoMax)),
});

/** Order: take this block of worker numbers. Where another writer has taken it, or a later one, nothing happens. */
export type TakeNumbers = Readonly<{ type: 'TakeNumbers'; data: NumberRange }>;

/** The highest number taken so far. */
export type NumbersState = Readonly<{ taken: number }>;

/** The blocks of worker numbers, stream `numbers`. */
export const numbers: Decider<NumbersState, TakeNumbers, NumbersTaken> = {
  types: { NumbersTaken: true },
  initial: { taken: 0 },
  evolve: (_state, event) => ({ taken: event.data.to }),
  decide: (state, { data }) =>
    data.from > state.taken ? accepted<NumbersTaken>({ type: 'NumbersTaken', data }) : accepted(),
  streamOf: () => numbersStream,
};
