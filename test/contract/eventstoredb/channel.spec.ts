import { usualPatience } from '@ledger/infra/event-log/eventstoredb/eventstore-limits.js';
import { Node } from '../../doubles/eventstore/node.js';
import { Storage } from '../../doubles/eventstore/storage.js';
import {
  appendOne,
  asRecorded,
  freshStream,
  logFaultOf,
  newEvents,
  readOne,
  to,
  unplaced,
} from '../event-log/event-log-setup.js';
import { itUnless } from '../skipped-cases.js';
import { shortPatience, staged } from './stage.js';

const never = new AbortController().signal;

describe('what a server can bear', () => {
  const stage = staged('double');

  itUnless(
    null,
    'the 101st call waits for one of the others: so readers wait here, and nothing hangs',
    async () => {
      const { open, node } = await stage();
      const log = await open({ patience: usualPatience });
      const streams = Array.from({ length: 150 }, () => freshStream());
      await Promise.all(streams.map((stream) => appendOne(log, to(stream, 'none'))));
      node.faults.delay('read', 20);
      const stop = new AbortController();
      const waiting = streams.map(() => log.changed(log.start, stop.signal));
      const [found, appended] = await Promise.all([
        log.readStreams(streams),
        appendOne(log, to(freshStream(), 'none')),
      ]);
      expect([...found.values()].map((events) => events.length)).toStrictEqual(streams.map(() => 1));
      expect(appended.kind).toBe('appended');
      stop.abort();
      await Promise.all(waiting);
      expect(node.mostAtOnce).toBeLessThan(100);
    },
  );

  itUnless(null, 'what it can do is not asked: an answer that failed would be kept for ever', async () => {
    const { open, node } = await stage();
    node.faults.next('features', 'internal', 'internal', 'internal');
    const log = await open();
    const [stream, events] = [freshStream(), newEvents(2)];
    expect((await appendOne(log, to(stream, 'none', events))).kind).toBe('appended');
    expect(unplaced(await readOne(log, stream))).toStrictEqual(asRecorded(stream, events));
    await log.changed(log.start, never);
    expect(node.faults.calls.get('features')).toBeUndefined();
  });

  itUnless(null, 'its clock may be elsewhere: hours ahead, it still takes what is written', async () => {
    const { open, node } = await stage();
    node.clockAheadMs = 3 * 60 * 60 * 1_000;
    const log = await open();
    expect((await appendOne(log, to(freshStream(), 'none'))).kind).toBe('appended');
  });

  itUnless(null, 'of another version, it is named in a sentence', async () => {
    const { open, node } = await stage();
    const log = await open();
    node.faults.next('append', 'unimplemented');
    await expect(log.append([to(freshStream(), 'none')])).rejects.toThrow('EventStoreDB 22.10 or later');
    expect((await appendOne(log, to(freshStream(), 'none'))).kind).toBe('appended');
  });
});

describe('a follower that is behind', () => {
  const stage = staged('double');

  itUnless(null, 'is not asked: every writer reads what was written, at the leader', async () => {
    const { open, node } = await stage();
    // A follower with separate storage: it has nothing of what the leader stores.
    const follower = await new Node(new Storage()).start();
    follower.follow(node);
    const urls = `esdb://127.0.0.1:${String(follower.port)},127.0.0.1:${String(node.port)}?tls=false&nodePreference=follower`;
    const log = await open({ url: urls });
    for (let probe = 0; probe < 20; probe += 1) {
      const [stream, events] = [freshStream(), newEvents(2)];
      await appendOne(log, to(stream, 'none', events));
      expect(unplaced(await readOne(log, stream))).toStrictEqual(asRecorded(stream, events));
    }
    expect((await log.head()).ordinal).toBe(40);
    await log.close();
    follower.kill();
  });
});

describe('a subscription from beyond the end', () => {
  const stage = staged('any');

  // Such a subscription stays silent even when events are appended. Therefore a view checks when it is opened that the
  // log still has its last event (view-past.ts).
  itUnless(null, 'says nothing, whatever is appended', async () => {
    const { operator, ledger } = await stage();
    const raw = operator();
    await raw.append(`${ledger}.a`, 'none');
    const { commit } = await raw.last();
    expect(await raw.isSilent(`${ledger}.`, commit + 1_000_000_000n)).toBe(true);
  });
});

describe('a stream that an operator has tombstoned', () => {
  const stage = staged('any');

  itUnless(
    null,
    'takes no events and is no event: what was in it is still read, and others go on',
    async () => {
      const { open, operator, ledger } = await stage();
      const log = await open({ patience: shortPatience });
      const [gone, other] = [freshStream(), freshStream()];
      await appendOne(log, to(gone, 'none', newEvents(2)));
      const head = await log.head();
      await operator().tombstone(`${ledger}.${gone}`);
      expect(await logFaultOf(log.append([to(gone, 1)]))).toBe('LOG_FAULT');
      expect(await log.head()).toStrictEqual(head);
      await appendOne(log, to(other, 'none'));
      const { events } = await log.readAll(log.start, 10);
      expect(events.map(({ stream }) => stream)).toStrictEqual([gone, gone, other]);
      const position = (await log.head()).position;
      const notified = log.changed(position, AbortSignal.timeout(300));
      await expect(notified).resolves.toBeUndefined();
    },
  );
});
