import { streamId } from '@ledger/ledger/kernel/ids.js';
import {
  isPosition,
  readAllLimitMax,
  type EventLog,
  type Position,
  type Recorded,
} from '@ledger/ledger/ports/event-log.js';
import type { Handles } from '../places.js';
import {
  appendOne,
  asRecorded,
  foreignTo,
  freshStream,
  logFaultOf,
  newEvent,
  newEvents,
  nextTo,
  positionOf,
  readOn,
  readOne,
  to,
  unplaced,
} from './event-log-setup.js';

const pageMax = 1_000;
/** Timeout in ms for a case with very many events, which take long on a distant server. */
const manyMsMax = 60_000;

/**
 * Appends three events to each of five streams, one stream after the other. Returns these events and the last position
 * before them.
 */
const written = async (
  log: EventLog,
): Promise<Readonly<{ before: Position; events: readonly Recorded[] }>> => {
  const { position: before } = await log.head();
  const streams = Array.from({ length: 5 }, () => freshStream());
  const events: Recorded[] = [];
  for (const [round, expected] of (['none', 0, 1] as const).entries()) {
    for (const stream of streams) {
      const event = newEvent({ round });
      const position = positionOf(await appendOne(log, to(stream, expected, [event])));
      events.push({ ...event, stream, revision: round, position });
    }
  }
  return { before, events };
};

const streams = (logs: Handles<EventLog>): void => {
  it('many streams at once, and an empty list for those it does not know', async () => {
    const log = await logs.open();
    const known = Array.from({ length: 300 }, () => freshStream());
    const events = newEvents(300);
    await Promise.all(
      known.map((stream, index) => log.append([to(stream, 'none', events.slice(index, index + 1))])),
    );
    const unknown = Array.from({ length: 5 }, () => freshStream('unknown'));
    const found = await log.readStreams([...unknown, ...known]);
    expect(new Map([...found].map(([stream, recorded]) => [stream, unplaced(recorded)]))).toStrictEqual(
      new Map([
        ...unknown.map((stream) => [stream, []] as const),
        ...known.map(
          (stream, index) => [stream, asRecorded(stream, events.slice(index, index + 1))] as const,
        ),
      ]),
    );
  });

  it('no streams where none are asked for', async () => {
    const log = await logs.open();
    expect(await log.readStreams([])).toStrictEqual(new Map());
  });

  it('a stream once that is asked for twice', async () => {
    const log = await logs.open();
    const stream = freshStream();
    const events = newEvents(2);
    await log.append([to(stream, 'none', events)]);
    const found = await log.readStreams([stream, stream]);
    expect([...found.keys()]).toStrictEqual([stream]);
    expect(unplaced(found.get(stream) ?? [])).toStrictEqual(asRecorded(stream, events));
  });

  it('no stream whose name only begins with, or resembles, the one asked for', async () => {
    const log = await logs.open();
    const stream = freshStream('Abc');
    await log.append([to(stream, 'none')]);
    const others = [
      `${stream}-1`,
      stream.slice(0, -1),
      stream.toUpperCase(),
      stream.toLowerCase(),
      stream.replaceAll('-', '_'),
      stream.replace('Abc', '%'),
      `${stream} `,
    ].map(streamId);
    expect(await log.readStreams(others)).toStrictEqual(new Map(others.map((other) => [other, []])));
    for (const other of others) expect((await appendOne(log, to(other, 'none'))).kind).toBe('appended');
    expect(await readOne(log, stream)).toHaveLength(1);
  });
};

const everything = (logs: Handles<EventLog>): void => {
  it.each([1, 2, 4, 15, 16, pageMax])('all that came after a position, in pages of %i', async (limit) => {
    const log = await logs.open();
    const { before, events } = await written(log);
    expect((await readOn(log, before, limit)).events).toStrictEqual(events);
  });

  it('all that came after the middle', async () => {
    const log = await logs.open();
    const { events } = await written(log);
    const middle = events[6]?.position ?? log.start;
    expect((await readOn(log, middle, 2)).events).toStrictEqual(events.slice(7));
  });

  it('everything from the start, with the latest at its end', async () => {
    const log = await logs.open();
    const { events } = await written(log);
    const all = (await readOn(log, log.start, pageMax)).events;
    expect(all.slice(-events.length)).toStrictEqual(events);
    const positions = all.map(({ position }) => position);
    expect(positions).toStrictEqual([...new Set(positions)].toSorted());
    expect(positions.every((position) => position > log.start)).toBe(true);
  });

  it('nothing after the end, which it says', async () => {
    const log = await logs.open();
    await written(log);
    const { reached } = await readOn(log, log.start, pageMax);
    expect(await log.readAll(reached, 10)).toStrictEqual({ events: [], reached, end: true });
  });

  it('nothing after the head, and reaches it', async () => {
    const log = await logs.open();
    const { events } = await written(log);
    const { position } = await log.head();
    expect(position >= (events.at(-1)?.position ?? position)).toBe(true);
    const after = await readOn(log, position, 10);
    expect(after.events).toStrictEqual([]);
    expect(after.reached >= position).toBe(true);
  });

  it('what came later from where it once ended', async () => {
    const log = await logs.open();
    const { reached } = await readOn(log, log.start, pageMax);
    const { events } = await written(log);
    expect((await readOn(log, reached, 4)).events).toStrictEqual(events);
  });
};

const places = (logs: Handles<EventLog>): void => {
  it('the id of the event that stands at a position', async () => {
    const log = await logs.open();
    const { events } = await written(log);
    for (const { id, position } of events) expect(await log.idAt(position)).toBe(id);
  });

  it('no id at the start, beyond the end, or where no event of its own stands', async () => {
    const log = await logs.open();
    const { events } = await written(log);
    const ids = new Map(events.map(({ id, position }) => [position, id]));
    expect(await log.idAt(log.start)).toBeNull();
    for (const { position } of events) {
      const next = nextTo(position);
      expect(await log.idAt(next)).toBe(ids.get(next) ?? null);
    }
  });

  it('no id of another log', async () => {
    const log = await logs.open();
    expect(await logFaultOf(log.idAt(foreignTo(log)))).toBe('FOREIGN_POSITION');
  });
};

const positions = (logs: Handles<EventLog>): void => {
  it('in one order over all streams: that in which they were appended', async () => {
    const [one, other] = [await logs.open(), await logs.open()];
    const { position: before } = await one.head();
    const streams = [freshStream(), freshStream(), freshStream()];
    const events = newEvents(30);
    const expected: unknown[] = [];
    for (const [index, event] of events.entries()) {
      const revision = Math.floor(index / 3);
      const stream = streams[index % 3] ?? freshStream();
      const log = index % 2 === 0 ? one : other;
      const append = to(stream, revision === 0 ? 'none' : revision - 1, [event]);
      expected.push({ ...event, stream, revision, position: positionOf(await appendOne(log, append)) });
    }
    expect((await readOn(one, before, 7)).events).toStrictEqual(expected);
    expect((await readOn(other, before, 7)).events).toStrictEqual(expected);
  });

  it('at positions whose text order is that of the log, and which streams and log agree on', async () => {
    const log = await logs.open();
    const { before, events } = await written(log);
    const found = events.map(({ position }) => position);
    expect(found.every(isPosition)).toBe(true);
    expect(found.every((position) => position > before)).toBe(true);
    expect(found).toStrictEqual([...new Set(found)].toSorted());
    expect(new Set(found.map((position) => position.slice(0, 4)))).toStrictEqual(
      new Set([log.start.slice(0, 4)]),
    );
    const byStream = await log.readStreams(events.map(({ stream }) => stream));
    expect(
      [...byStream.values()].flat().toSorted((a, b) => (a.position < b.position ? -1 : 1)),
    ).toStrictEqual(events);
  });

  it('nothing from a position of another log', async () => {
    const log = await logs.open();
    expect(await logFaultOf(log.readAll(foreignTo(log), 10))).toBe('FOREIGN_POSITION');
  });
};

const heads = (logs: Handles<EventLog>): void => {
  it('that moves on by as many events as were appended, and by no other', async () => {
    const log = await logs.open();
    const before = await log.head();
    const [a, b, c] = [freshStream(), freshStream(), freshStream()];
    const events = newEvents(4);
    await log.append([to(a, 'none', events), to(b, 'none', newEvents(3))]);
    const after = await log.head();
    expect(after.ordinal).toBe(before.ordinal + 7);
    expect(after.position > before.position).toBe(true);
    // A conflict, an append skipped after it, and a repeat write no events, so they do not move the head.
    await log.append([to(b, 'none'), to(c, 'none')]);
    await log.append([to(a, 'none', events)]);
    expect(await log.head()).toStrictEqual(after);
  });

  it('that stands at the last event appended, or beyond it where others share the log', async () => {
    const log = await logs.open();
    const position = positionOf(await appendOne(log, to(freshStream(), 'none', newEvents(2))));
    expect((await log.head()).position >= position).toBe(true);
  });

  it('whose ordinal counts the events from the start', async () => {
    const log = await logs.open();
    await written(log);
    const { ordinal } = await log.head();
    expect((await readOn(log, log.start, pageMax)).events).toHaveLength(ordinal);
  });
};

/** Must run last: it adds many events, and many other cases read the whole log. */
export const limits = (logs: Handles<EventLog>): void => {
  it(
    'reads no more at once than any page may hold',
    async () => {
      const log = await logs.open();
      const { position: before } = await log.head();
      const streams = Array.from({ length: readAllLimitMax / pageMax + 1 }, () => freshStream());
      await Promise.all(streams.map((stream) => log.append([to(stream, 'none', newEvents(pageMax))])));
      const page = await log.readAll(before, readAllLimitMax + pageMax);
      expect(page.events.length).toBeLessThanOrEqual(readAllLimitMax);
      expect(page.end).toBe(false);
      const rest = await readOn(log, page.reached, readAllLimitMax);
      expect(page.events.length + rest.events.length).toBe(readAllLimitMax + pageMax);
    },
    manyMsMax,
  );
};

export const reading = (logs: Handles<EventLog>): void => {
  describe('reads', () => {
    streams(logs);
    everything(logs);
    places(logs);
    positions(logs);
  });
  describe('has a head', () => {
    heads(logs);
  });
};
