import type { NumbersTaken } from '@ledger/schema/events/numbers.js';
import type { Decider } from '../kernel/decision.js';
import { accepted } from '../kernel/decision.js';
import { numbersStream, workerNo, workerNoMax } from '../kernel/ids.js';

/** How many worker numbers a writer takes at once; what it does not use is a gap. */
export const blockSize = 1_000;

/** Order: take the next block of worker numbers. */
export type TakeNumbers = Readonly<{ type: 'TakeNumbers'; data: Readonly<Record<string, never>> }>;

/** The highest number taken so far. */
export type NumbersState = Readonly<{ taken: number }>;

/** The blocks of worker numbers, stream `numbers`. Throws RangeError where 99,999,999 persons are passed. */
export const numbers: Decider<NumbersState, TakeNumbers, NumbersTaken> = {
  types: { NumbersTaken: true },
  initial: { taken: 0 },
  evolve: (_state, event) => ({ taken: event.data.to }),
  decide: (state) =>
    accepted<NumbersTaken>({
      type: 'NumbersTaken',
      data: { from: workerNo(state.taken + 1), to: workerNo(Math.min(state.taken + blockSize, workerNoMax)) },
    }),
  streamOf: () => numbersStream,
};
