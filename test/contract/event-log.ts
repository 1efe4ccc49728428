import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import { appending, conflicts, handles } from './event-log/appends.js';
import {
  appendOne,
  freshStream,
  newEvents,
  positionOf,
  readOn,
  readOne,
  to,
} from './event-log/event-log-setup.js';
import { notifier } from './event-log/notifications.js';
import { chains } from './event-log/chains.js';
import { content } from './event-log/content.js';
import { foreseen } from './event-log/foreseen.js';
import { limits, reading } from './event-log/reads.js';
import { repeats } from './event-log/repeats.js';
import { handlesOn, type Handles, type MakePlace } from './places.js';

const reopening = (logs: Handles<EventLog>): void => {
  describe('after it was closed', () => {
    it('has everything at its place', async () => {
      const log = await logs.open();
      const { position } = await log.head();
      const [a, b] = [freshStream(), freshStream()];
      await log.append([to(a, 'none', newEvents(3)), to(b, 'none', newEvents(2))]);
      const before = {
        start: log.start,
        head: await log.head(),
        streams: await log.readStreams([a, b]),
        all: await readOn(log, position, 10),
      };
      const again = await logs.reopen();
      expect({
        start: again.start,
        head: await again.head(),
        streams: await again.readStreams([a, b]),
        all: await readOn(again, position, 10),
      }).toStrictEqual(before);
    });

    it('goes on where it ended', async () => {
      const log = await logs.open();
      const stream = freshStream();
      const first = positionOf(await appendOne(log, to(stream, 'none', newEvents(2))));
      const again = await logs.reopen();
      expect(await appendOne(again, to(stream, 'none'))).toStrictEqual({ kind: 'conflict', actual: 1 });
      const appended = await appendOne(again, to(stream, 1));
      expect(positionOf(appended) > first).toBe(true);
      expect((await readOne(again, stream)).map(({ revision }) => revision)).toStrictEqual([0, 1, 2]);
    });

    it('has what was submitted just before, if it was acknowledged', async () => {
      const log = await logs.open();
      const streams = Array.from({ length: 50 }, () => freshStream());
      const acknowledged = Promise.all(streams.map((stream) => appendOne(log, to(stream, 'none'))));
      const again = await logs.reopen();
      const positions = (await acknowledged).map(positionOf);
      const found = await again.readStreams(streams);
      expect(streams.map((stream) => found.get(stream)?.map(({ position }) => position))).toStrictEqual(
        positions.map((position) => [position]),
      );
    });
  });
};

/**
 * The contract of every event log. The log need not be empty and may be shared: each case uses new streams and counts
 * from the head that it finds.
 */
export const describeEventLog = (name: string, place: MakePlace<EventLog>): void => {
  describe(`the event log “${name}”`, () => {
    const logs = handlesOn(place);
    appending(logs);
    conflicts(logs);
    handles(logs);
    chains(logs);
    foreseen(logs);
    repeats(logs);
    content(logs);
    reading(logs);
    notifier(logs);
    reopening(logs);
    limits(logs);
  });
};
