import { setImmediate as turn } from 'node:timers/promises';
import { sliceNameOf } from '@ledger/ledger/kernel/ids.js';
import type { Gate } from './sequential.js';

/** Chooses which of the waiting actors continues: gets their numbers, returns an index into this list. */
export type Choose = (waiting: readonly number[]) => number;

/**
 * After this many turns of the event loop every actor has finished or waits at a gate. An engine answers within one
 * turn, and between two gates a writer makes up to four calls to engines (for a number, its binding, a key and a
 * stream).
 */
const turnsUntilQuiet = 8;

const quiet = async (): Promise<void> => {
  for (let count = 0; count < turnsUntilQuiet; count += 1) await turn();
};

/** The slices of the streams for which writers compete. Appends to other streams are not delayed. */
const contested = new Set(['ref', 'key', 'passbook', 'gathering', 'case']);

/**
 * Runs several actors concurrently, one append at a time: whenever all of them wait at a gate, `choose` selects one to
 * continue. The same choices give the same interleaving again.
 */
export const interleaved = async <T>(
  actors: readonly ((gate: Gate) => Promise<T>)[],
  choose: Choose,
): Promise<readonly T[]> => {
  const waiting: { actor: number; go: () => void }[] = [];
  const gateOf =
    (actor: number): Gate =>
    ({ stream }) =>
      contested.has(sliceNameOf(stream))
        ? new Promise((go) => waiting.push({ actor, go }))
        : Promise.resolve();
  const playing = new Set(actors.keys());
  const ends = Promise.allSettled(
    actors.map((act, actor) => act(gateOf(actor)).finally(() => playing.delete(actor))),
  );
  for (;;) {
    await quiet();
    if (playing.size === 0) break;
    if (waiting.length === 0) continue;
    const [chosen] = waiting.splice(choose(waiting.map(({ actor }) => actor)), 1);
    chosen?.go();
  }
  return (await ends).map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
};

/**
 * Runs `piece` once for each possible sequence of the first `depth` choices and returns the number of runs. After these
 * choices the actors run to their end one after the other.
 */
export const inEveryOrder = async (
  depth: number,
  piece: (choose: Choose) => Promise<void>,
): Promise<number> => {
  let played = 0;
  for (let script: number[] = []; ;) {
    const taken: { choice: number; of: number }[] = [];
    await piece((waiting) => {
      if (taken.length === depth) return waiting.indexOf(Math.min(...waiting));
      const choice = script[taken.length] ?? 0;
      taken.push({ choice, of: waiting.length });
      return choice;
    });
    played += 1;
    while ((taken.at(-1)?.choice ?? 0) + 1 >= (taken.at(-1)?.of ?? Infinity)) taken.pop();
    const last = taken.pop();
    if (last === undefined) return played;
    script = [...taken.map(({ choice }) => choice), last.choice + 1];
  }
};

/**
 * Makes choices from a list of numbers (modulo the number of waiting actors). After the list's end the first waiting
 * actor is chosen.
 */
export const choicesOf = (numbers: readonly number[]): Choose => {
  let next = 0;
  return (waiting) => {
    const number = numbers[next] ?? 0;
    next += 1;
    return number % waiting.length;
  };
};
