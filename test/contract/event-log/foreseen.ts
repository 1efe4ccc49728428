import type { StreamId } from '@ledger/ledger/kernel/ids.js';
import type { Append, EventLog, Foreseen, NewEvent } from '@ledger/ledger/ports/event-log.js';
import type { Handles } from '../places.js';
import {
  appendOne,
  asRecorded,
  freshStream,
  newEvent,
  newEvents,
  positionAt,
  readOne,
  streamOf,
  to,
  unplaced,
  type Result,
} from './event-log-setup.js';

const foreseenAt = (stream: StreamId, revision: number, { id }: Pick<NewEvent, 'id'>): Foreseen => ({
  stream,
  revision,
  id,
});

/**
 * An append that was judged on events that are not written yet (foreseen). The log may write it only if exactly those
 * events were written.
 */
export const resting = (append: Append, ...restsOn: readonly Foreseen[]): Append => ({ ...append, restsOn });

/**
 * Appends of one event each to one stream. Each append expects the revision of the one before it, and may be written
 * only if that one was.
 */
export const run = (
  stream: StreamId,
  events: readonly NewEvent[],
  from: number | 'none' = 'none',
): readonly Append[] => {
  const first = from === 'none' ? 0 : from + 1;
  return events.map((event, index) => {
    const before = events[index - 1];
    if (before === undefined) return to(stream, from, [event]);
    const revision = first + index - 1;
    return resting(to(stream, revision, [event]), foreseenAt(stream, revision, before));
  });
};

const kinds = (appended: readonly Result[]): readonly string[] => appended.map(({ kind }) => kind);

const pairState = (logs: Handles<EventLog>): void => {
  it('where these are submitted just before, in the same stream and in others', async () => {
    const log = await logs.open();
    const [a, b] = [freshStream(), freshStream()];
    const [first, second, other] = [newEvent(), newEvent(), newEvent()];
    const answers = await Promise.all([
      appendOne(log, to(a, 'none', [first])),
      appendOne(log, resting(to(a, 0, [second]), foreseenAt(a, 0, first))),
      appendOne(log, resting(to(b, 'none', [other]), foreseenAt(a, 1, second))),
    ]);
    expect(kinds(answers)).toStrictEqual(['appended', 'appended', 'appended']);
    expect(unplaced(await readOne(log, a))).toStrictEqual(asRecorded(a, [first, second]));
    expect((await positionAt(log, b, 0)) > (await positionAt(log, a, 1))).toBe(true);
  });

  it('where these were written long ago, by another handle, and are not the last of their stream', async () => {
    const log = await logs.open();
    const stream = freshStream();
    const events = newEvents(3);
    await log.append([to(stream, 'none', events)]);
    const again = await logs.reopen();
    for (const [revision, event] of events.entries()) {
      const append = resting(to(freshStream(), 'none'), foreseenAt(stream, revision, event));
      expect((await appendOne(again, append)).kind).toBe('appended');
    }
  });

  it('in the order of a hundred chains that cross each other over two streams', async () => {
    const log = await logs.open();
    const [a, b] = [freshStream(), freshStream()];
    const [ofA, ofB] = [newEvents(100), newEvents(100)];
    const [runA, runB] = [run(a, ofA), run(b, ofB)];
    const answers = await Promise.all(
      runA.map((each, round) => {
        const both = [each, ...runB.slice(round, round + 1)];
        return log.append(round % 2 === 0 ? both : both.toReversed());
      }),
    );
    expect(kinds(answers.flat())).toStrictEqual(Array(200).fill('appended'));
    expect(unplaced(await readOne(log, a))).toStrictEqual(asRecorded(a, ofA));
    expect(unplaced(await readOne(log, b))).toStrictEqual(asRecorded(b, ofB));
  });

  it('and answers a repeat with the first result', async () => {
    const log = await logs.open();
    const stream = freshStream();
    const chain = run(stream, newEvents(3));
    const first = await Promise.all(chain.map((append) => appendOne(log, append)));
    const before = await log.head();
    const again = await Promise.all(chain.toReversed().map((append) => appendOne(log, append)));
    expect(again).toStrictEqual(first.toReversed());
    expect(await log.head()).toStrictEqual(before);
  });
};

const missing = (logs: Handles<EventLog>): void => {
  it('where another writer has put as many events there as were foreseen', async () => {
    const log = await logs.open();
    const stream = await streamOf(log, 1);
    const mine = run(stream, newEvents(3), 0);
    const strangers = newEvents(2);
    await (await logs.open()).append([to(stream, 0, strangers)]);
    const elsewhere = freshStream();
    const answers = await Promise.all(
      mine.map((append) => log.append([append, to(freshStream(), 'none'), to(elsewhere, 'none')])),
    );
    expect(answers.map(kinds)).toStrictEqual([
      ['conflict', 'skipped', 'skipped'],
      ['skipped', 'skipped', 'skipped'],
      ['skipped', 'skipped', 'skipped'],
    ]);
    expect((await readOne(log, stream)).slice(1).map(({ id }) => id)).toStrictEqual(
      strangers.map(({ id }) => id),
    );
    expect(await readOne(log, elsewhere)).toStrictEqual([]);
  });

  it('where the stream ends before, or is not there', async () => {
    const log = await logs.open();
    const [stream, { id }] = [await streamOf(log, 2), newEvent()];
    for (const event of [foreseenAt(stream, 2, { id }), foreseenAt(freshStream(), 0, { id })]) {
      const target = freshStream();
      expect(await appendOne(log, resting(to(target, 'none'), event))).toStrictEqual({ kind: 'skipped' });
      expect(await readOne(log, target)).toStrictEqual([]);
    }
  });

  it('where the event stands at another revision, or in another stream', async () => {
    const log = await logs.open();
    const stream = freshStream();
    const [first, second] = [newEvent(), newEvent()];
    await log.append([to(stream, 'none', [first, second])]);
    const other = await streamOf(log, 2);
    for (const event of [
      foreseenAt(stream, 1, first),
      foreseenAt(stream, 0, second),
      foreseenAt(other, 0, first),
      foreseenAt(other, 1, second),
    ]) {
      expect(kinds(await log.append([resting(to(freshStream(), 'none'), event)]))).toStrictEqual(['skipped']);
    }
  });

  it('where one of several is not there', async () => {
    const log = await logs.open();
    const stream = freshStream();
    const events = newEvents(2);
    await log.append([to(stream, 'none', events)]);
    const there = events.map((event, revision) => foreseenAt(stream, revision, event));
    const lacking = foreseenAt(stream, 1, newEvent());
    const append = (...restsOn: readonly Foreseen[]): Promise<Result> =>
      appendOne(log, resting(to(freshStream(), 'none'), ...restsOn));
    expect((await append(...there)).kind).toBe('appended');
    expect((await append(...there, lacking)).kind).toBe('skipped');
    expect((await append(lacking, ...there)).kind).toBe('skipped');
  });

  it('within a chain: what stands before it there is written', async () => {
    const log = await logs.open();
    const [a, b, c] = [freshStream(), freshStream(), freshStream()];
    const lacking = foreseenAt(freshStream(), 0, newEvent());
    const answers = await log.append([to(a, 'none'), resting(to(b, 'none'), lacking), to(c, 'none')]);
    expect(kinds(answers)).toStrictEqual(['appended', 'skipped', 'skipped']);
    expect((await log.readStreams([b, c])).get(c)).toStrictEqual([]);
  });
};

const hanging = (logs: Handles<EventLog>): void => {
  it('nor what hangs on that, in any stream; what has nothing to do with it is written', async () => {
    const log = await logs.open();
    const contested = await streamOf(log, 1);
    const [b, c, free] = [freshStream(), freshStream(), freshStream()];
    const [lost, second, ofB, ofC] = [newEvent(), newEvent(), newEvent(), newEvent()];
    const answers = await Promise.all([
      appendOne(log, to(contested, 'none', [lost])),
      appendOne(log, resting(to(contested, 0, [second]), foreseenAt(contested, 0, lost))),
      appendOne(log, resting(to(b, 'none', [ofB]), foreseenAt(contested, 1, second))),
      appendOne(log, resting(to(c, 'none', [ofC]), foreseenAt(b, 0, ofB))),
      appendOne(log, to(free, 'none')),
    ]);
    expect(kinds(answers)).toStrictEqual(['conflict', 'skipped', 'skipped', 'skipped', 'appended']);
    expect(await readOne(log, contested)).toHaveLength(1);
    expect(await readOne(log, b)).toStrictEqual([]);
    expect(await readOne(log, c)).toStrictEqual([]);
  });

  it('submitted before what it rests on, in whatever order a log writes them', async () => {
    const log = await logs.open();
    const stream = freshStream();
    const chain = run(stream, newEvents(3));
    const answers = await Promise.all(chain.toReversed().map((append) => appendOne(log, append)));
    expect(kinds(answers).slice(-1)).toStrictEqual(['appended']);
    const written = kinds(answers).filter((kind) => kind === 'appended').length;
    expect((await readOne(log, stream)).map(({ id }) => id)).toStrictEqual(
      chain.slice(0, written).map(({ events }) => events[0]?.id),
    );
  });
};

const racing = (logs: Handles<EventLog>): void => {
  it('however many events a writer through another handle gets in between', async () => {
    const [log, other] = [await logs.open(), await logs.open()];
    for (let round = 0; round < 24; round += 1) {
      const stream = freshStream();
      const mine = newEvents(4);
      const strangers = newEvents((round % 3) + 1);
      const writing = run(stream, mine).map((append) => appendOne(log, append));
      const racingTo = round < 12 ? to(stream, 'none', strangers) : to(stream, round % 4, strangers);
      await Promise.all([appendOne(other, racingTo), ...writing]);
      const ids = (await readOne(log, stream)).map(({ id }) => id);
      const written = mine.filter(({ id }) => ids.includes(id)).length;
      expect(ids.slice(0, written)).toStrictEqual(mine.slice(0, written).map(({ id }) => id));
    }
  });
};

/** Cases for appends that were judged on events before the writer knew whether those events would be written. */
export const foreseen = (logs: Handles<EventLog>): void => {
  describe('writes what rests on foreseen events', () => {
    pairState(logs);
  });
  describe('does not write what rests on foreseen events', () => {
    missing(logs);
    hanging(logs);
    racing(logs);
  });
};
