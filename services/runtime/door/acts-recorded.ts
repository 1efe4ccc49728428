import { eventLoopTurn } from '@ledger/infra/identifiers/event-loop-turn.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import type { ActDocument } from '@ledger/projections/acts/acts-document.js';
import { acts as actsView } from '@ledger/projections/acts/acts-projection.js';
import { actFromLog, actsById } from '@ledger/projections/acts/acts-queries.js';
import { rangeOf } from '@ledger/schema/catalogue/districts.js';
import { foldedUpTo, type ReadSide } from './read-your-writes.js';
import type { OpenedAct, OpenedActs } from './opened-acts.js';
import { pause } from './stoppable-stream.js';

/** A message to a subscriber: a recorded act, or a bookmark (`act` is null), which only reports a position. */
export type RecordedAct = Readonly<{ act: ActDocument | null; position: Position }>;

/** Number of documents read at a time. A slow subscriber keeps that many in memory. */
const actsTogether = 50;
/**
 * After how many milliseconds without an act a subscriber gets a bookmark: the position up to which there was no act.
 */
export const bookmarkMs = 15_000;

type Watched = Readonly<{ reading: ReadSide; opened: OpenedActs; district: string | null; after: Position }>;

const isWithin = (district: string | null): ((act: OpenedAct) => boolean) => {
  if (district === null) return () => true;
  const { from, to } = rangeOf(district);
  return (act) => act.district >= from && act.district <= to;
};

/** Yields acts only after the acts view has folded them, so that a client that queries for them finds them. */
async function* foldedActs(
  reading: ReadSide,
  acts: readonly OpenedAct[],
  signal: AbortSignal,
): AsyncGenerator<RecordedAct, void, undefined> {
  for (let first = 0; first < acts.length && !signal.aborted; first += actsTogether) {
    const some = acts.slice(first, first + actsTogether);
    const last = some.at(-1);
    if (last === undefined || !(await foldedUpTo(reading, actsView, last.position, signal))) return;
    const found = await actsById(
      reading.store,
      some.map(({ act }) => act),
    );
    for (const { act, position } of some) {
      yield { act: found.get(act) ?? (await actFromLog(reading.log, act))?.act ?? null, position };
    }
  }
}

/**
 * Yields the acts that are recorded in a district after a position, without end. The first message is a bookmark;
 * further bookmarks follow while no act is recorded.
 */
export async function* actsRecorded(
  { reading, opened, district, after }: Watched,
  signal: AbortSignal,
): AsyncGenerator<RecordedAct, void, undefined> {
  const isOurs = isWithin(district);
  let at = after;
  let lastSentAt = performance.now();
  yield { act: null, position: at };
  while (!signal.aborted) {
    const { acts, reached } = await opened.behind(at);
    for await (const each of foldedActs(reading, acts.filter(isOurs), signal)) {
      yield each;
      lastSentAt = performance.now();
    }
    const isEnd = reached === at;
    at = reached;
    if (performance.now() - lastSentAt >= bookmarkMs) {
      yield { act: null, position: at };
      lastSentAt = performance.now();
    }
    // The embedded log answers without waiting, so other work must get its turn here.
    await (isEnd ? newer(reading, at, signal) : eventLoopTurn());
  }
}

/** Resolves when new events may exist, a bookmark is due, or the subscriber has left. */
const newer = async ({ log }: ReadSide, at: Position, signal: AbortSignal): Promise<void> => {
  const waiting = new AbortController();
  const either = AbortSignal.any([signal, waiting.signal]);
  await Promise.race([log.changed(at, either), pause(bookmarkMs, either)]);
  waiting.abort();
};
