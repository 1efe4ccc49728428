import { setImmediate as turn } from 'node:timers/promises';
import { sliceNameOf } from '@ledger/ledger/kernel/ids.js';
import type { Gate } from './sequential.js';

/** Picks one of those who wait, by its place among them. */
export type Choose = (waiting: readonly number[]) => number;

/**
 * Turns of the event loop after which everybody has finished or waits at a gate: an engine answers in one, and between
 * two gates a writer asks engines up to four times, for a number, its binding, a key and a stream.
 */
const turnsUntilQuiet = 8;

const quiet = async (): Promise<void> => {
  for (let count = 0; count < turnsUntilQuiet; count += 1) await turn();
};

/** The slices whose appends decide who was first; the others are let through. */
const contested = new Set(['ref', 'key', 'passbook', 'gathering', 'case']);

/**
 * Plays several actors against each other, one append at a time: whenever all of them wait, one is chosen to go on.
 * The same choices play the same piece again.
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
 * Plays a piece in every way that its first `depth` choices allow, and answers how many there are. Behind them one
 * actor after the other plays to its end.
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

/** Choices that a list of numbers makes, one after the other; after its end the first who waits goes on. */
export const choicesOf = (numbers: readonly number[]): Choose => {
  let next = 0;
  return (waiting) => {
    const number = numbers[next] ?? 0;
    next += 1;
    return number % waiting.length;
  };
};
