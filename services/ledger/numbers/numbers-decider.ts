import { typesOf } from '@ledger/schema/events/event-shape.js';
import { numbersTaken, type NumbersTaken } from '@ledger/schema/events/numbers.js';
import type { Decider } from '../kernel/decision.js';
import { accepted } from '../kernel/decision.js';
import { numbersStream, workerNo, workerNoMax, type WorkerNo } from '../kernel/ids.js';

/** How many worker numbers a writer allocates at once. Numbers that the writer does not use stay unused. */
export const blockSize = 1_000;

/** Consecutive worker numbers, both ends included. */
export type NumberRange = Readonly<{ from: WorkerNo; to: WorkerNo }>;

/** The block that follows a number. Throws RangeError if all 99,999,999 numbers are allocated. */
export const blockAfter = (last: number): NumberRange => ({
  from: workerNo(last + 1),
  to: workerNo(Math.min(last + blockSize, workerNoMax)),
});

/**
 * Command: allocate this block of worker numbers. Does nothing if another writer has already allocated this block or
 * a later one.
 */
export type TakeNumbers = Readonly<{ type: 'TakeNumbers'; data: NumberRange }>;

/** `taken`: the highest number allocated so far. */
export type NumbersState = Readonly<{ taken: number }>;

/** Allocates blocks of worker numbers, stream `numbers`. */
export const numbers: Decider<NumbersState, TakeNumbers, NumbersTaken> = {
  types: typesOf([numbersTaken]),
  initial: { taken: 0 },
  evolve: (_state, event) => ({ taken: event.data.to }),
  decide: (state, { data }) =>
    data.from > state.taken ? accepted<NumbersTaken>({ type: 'NumbersTaken', data }) : accepted(),
  streamOf: () => numbersStream,
};
