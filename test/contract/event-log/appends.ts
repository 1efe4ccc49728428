import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { Handles } from '../places.js';
import {
  appendOne,
  asRecorded,
  freshStream,
  newEvent,
  newEvents,
  positionAt,
  positionOf,
  readOne,
  streamOf,
  to,
  unplaced,
} from './event-log-setup.js';

export const appending = (logs: Handles<EventLog>): void => {
  describe('appends', () => {
    it('nothing for an empty chain', async () => {
      const log = await logs.open();
      const before = await log.head();
      expect(await log.append([])).toStrictEqual([]);
      expect(await log.head()).toStrictEqual(before);
    });

    it('one event to a new stream', async () => {
      const log = await logs.open();
      const stream = freshStream();
      const events = [newEvent({ kind: 'training' })];
      const appended = await appendOne(log, to(stream, 'none', events));
      expect(unplaced(await readOne(log, stream))).toStrictEqual(asRecorded(stream, events));
      const position = await positionAt(log, stream, 0);
      expect(appended).toStrictEqual({ kind: 'appended', revision: 0, position });
    });

    it('many events to a new stream, and answers the last', async () => {
      const log = await logs.open();
      const stream = freshStream();
      const events = newEvents(250);
      const appended = await appendOne(log, to(stream, 'none', events));
      expect(unplaced(await readOne(log, stream))).toStrictEqual(asRecorded(stream, events));
      const position = await positionAt(log, stream, 249);
      expect(appended).toStrictEqual({ kind: 'appended', revision: 249, position });
    });

    it('more events at the revision that was read', async () => {
      const log = await logs.open();
      const stream = freshStream();
      const [first, second] = [newEvents(3), newEvents(2)];
      await log.append([to(stream, 'none', first)]);
      const appended = await appendOne(log, to(stream, 2, second));
      expect(unplaced(await readOne(log, stream))).toStrictEqual(asRecorded(stream, [...first, ...second]));
      const position = await positionAt(log, stream, 4);
      expect(appended).toStrictEqual({ kind: 'appended', revision: 4, position });
    });

    it('what 256 concurrent writers submit, each to a stream of its own', async () => {
      const log = await logs.open();
      const streams = Array.from({ length: 256 }, () => freshStream());
      const appended = await Promise.all(streams.map((stream) => appendOne(log, to(stream, 'none'))));
      const found = await log.readStreams(streams);
      expect(appended).toStrictEqual(
        streams.map((stream) => ({
          kind: 'appended',
          revision: 0,
          position: found.get(stream)?.[0]?.position,
        })),
      );
    });
  });
};

export const conflicts = (logs: Handles<EventLog>): void => {
  describe('answers a conflict', () => {
    it.each([
      ['none, for a stream that is there', 3, 'none', 2],
      ['behind the end', 3, 1, 2],
      ['ahead of the end', 3, 3, 2],
      ['far ahead of the end', 1, 1_000, 0],
    ] as const)('where the expected revision is %s', async (_where, count, expected, actual) => {
      const log = await logs.open();
      const stream = await streamOf(log, count);
      expect(await appendOne(log, to(stream, expected))).toStrictEqual({ kind: 'conflict', actual });
    });

    it('where a revision of a stream is expected that is not there', async () => {
      const log = await logs.open();
      expect(await appendOne(log, to(freshStream(), 0))).toStrictEqual({ kind: 'conflict', actual: 'none' });
    });

    it('and writes nothing of what lost', async () => {
      const log = await logs.open();
      const stream = freshStream();
      const winner = newEvents(2);
      await log.append([to(stream, 'none', winner)]);
      const before = await log.head();
      for (const expected of ['none', 0, 2] as const) await log.append([to(stream, expected, newEvents(3))]);
      expect(unplaced(await readOne(log, stream))).toStrictEqual(asRecorded(stream, winner));
      expect(await log.head()).toStrictEqual(before);
    });

    it('to all but one of 256 concurrent writers of one new stream', async () => {
      const log = await logs.open();
      const stream = freshStream();
      const writers = newEvents(256);
      const answers = await Promise.all(writers.map((event) => appendOne(log, to(stream, 'none', [event]))));
      const winner = answers.findIndex(({ kind }) => kind === 'appended');
      expect(unplaced(await readOne(log, stream))).toStrictEqual(
        asRecorded(stream, writers.slice(winner, winner + 1)),
      );
      const position = await positionAt(log, stream, 0);
      expect(answers).toStrictEqual(
        writers.map((_, index) =>
          index === winner ? { kind: 'appended', revision: 0, position } : { kind: 'conflict', actual: 0 },
        ),
      );
    });
  });
};

export const handles = (logs: Handles<EventLog>): void => {
  describe('with two handles', () => {
    it('lets exactly one of both begin a stream', async () => {
      const both = await Promise.all([logs.open(), logs.open()]);
      for (const stream of Array.from({ length: 20 }, () => freshStream())) {
        const answers = await Promise.all(both.map((log) => appendOne(log, to(stream, 'none'))));
        const position = await positionAt(both[0], stream, 0);
        expect(answers.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toStrictEqual([
          { kind: 'appended', revision: 0, position },
          { kind: 'conflict', actual: 0 },
        ]);
        expect(await readOne(both[1], stream)).toHaveLength(1);
      }
    });

    it('shows each what the other appended', async () => {
      const [one, other] = [await logs.open(), await logs.open()];
      const stream = freshStream();
      const events = newEvents(4);
      const writers = [one, other, one, other];
      for (const [revision, event] of events.entries()) {
        const expected = revision === 0 ? 'none' : revision - 1;
        const log = writers[revision] ?? one;
        positionOf(await appendOne(log, to(stream, expected, [event])));
      }
      expect(unplaced(await readOne(one, stream))).toStrictEqual(asRecorded(stream, events));
      expect(await readOne(other, stream)).toStrictEqual(await readOne(one, stream));
      expect(await other.head()).toStrictEqual(await one.head());
    });

    it('conflicts where the other was faster, however often the stream was written before', async () => {
      const [one, other] = [await logs.open(), await logs.open()];
      const stream = await streamOf(one, 2);
      positionOf(await appendOne(other, to(stream, 1)));
      expect(await appendOne(one, to(stream, 1))).toStrictEqual({ kind: 'conflict', actual: 2 });
      positionOf(await appendOne(one, to(stream, 2)));
      expect(await appendOne(other, to(stream, 2))).toStrictEqual({ kind: 'conflict', actual: 3 });
    });

    it('has one start', async () => {
      const [one, other] = [await logs.open(), await logs.open()];
      expect(other.start).toBe(one.start);
    });
  });
};
