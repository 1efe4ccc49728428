import type { Fault } from '../../doubles/eventstore/faults.js';
import { Storage } from '../../doubles/eventstore/storage.js';
import {
  appendOne,
  asRecorded,
  freshStream,
  logFaultOf,
  newEvents,
  positionOf,
  readOn,
  readOne,
  to,
  unplaced,
} from '../event-log/event-log-setup.js';
import { resting, run } from '../event-log/foreseen.js';
import { itUnless } from '../skipped-cases.js';
import { shortPatience, staged } from './stage.js';

const written: readonly Fault[] = ['drop', 'unavailable after', 'answer twice'];
const notWritten: readonly Fault[] = ['unavailable', 'internal', 'not ready', 'timeout', 'not leader'];
const hopeless = { ...shortPatience, operationMs: 0 };

describe('an append that goes wrong on its way', () => {
  const stage = staged('double');

  for (const fault of [...written, ...notWritten]) {
    itUnless(null, `is written once and answered: ${fault}`, async () => {
      const { open, node } = await stage();
      const log = await open();
      node.leaderPort = node.port;
      const [stream, events] = [freshStream(), newEvents(3)];
      node.faults.next('append', fault);
      const appended = await appendOne(log, to(stream, 'none', events));
      expect(unplaced(await readOne(log, stream))).toStrictEqual(asRecorded(stream, events));
      const position = (await readOne(log, stream)).at(-1)?.position;
      expect(appended).toStrictEqual({ kind: 'appended', revision: 2, position });
      expect((await log.head()).ordinal).toBe(3);
    });
  }

  itUnless(null, 'is answered from what stands there when another was faster', async () => {
    const { open, node, operator, ledger } = await stage();
    const log = await open();
    const stream = freshStream();
    node.faults.next('append', 'unavailable');
    node.faults.delay('read', 50);
    const appending = appendOne(log, to(stream, 'none'));
    await operator().append(`${ledger}.${stream}`, 'none');
    expect(await appending).toStrictEqual({ kind: 'conflict', actual: 0 });
  });

  itUnless(
    null,
    'says that nobody knows when patience ends, and a repeat answers the first result',
    async () => {
      const { open, node } = await stage();
      const log = await open({ patience: hopeless });
      const append = to(freshStream(), 'none', newEvents(2));
      node.faults.next('append', 'drop');
      expect(await logFaultOf(log.append([append]))).toBe('OUTCOME_UNKNOWN');
      const [kept] = await readOne(log, append.stream);
      expect(kept?.id).toBe(append.events[0]?.id);
      expect((await appendOne(log, append)).kind).toBe('appended');
      expect(await readOne(log, append.stream)).toHaveLength(2);
    },
  );

  itUnless(
    null,
    'says that surely nothing was written where the server is not let in, and is not repeated',
    async () => {
      const { open, node } = await stage();
      const log = await open();
      const calls = node.faults.calls.get('append') ?? 0;
      node.faults.next('append', 'denied');
      expect(await logFaultOf(log.append([to(freshStream(), 'none')]))).toBe('LOG_FAULT');
      expect(node.faults.calls.get('append')).toBe(calls + 1);
    },
  );

  itUnless(null, 'does not take others with it: they are written once and answered too', async () => {
    const { open, node } = await stage();
    const log = await open();
    const streams = Array.from({ length: 64 }, () => freshStream());
    node.faults.next('append', 'answer twice', 'drop', 'answer twice', 'unavailable after', 'internal');
    const answers = await Promise.all(streams.map((stream) => appendOne(log, to(stream, 'none'))));
    expect(new Set(answers.map(({ kind }) => kind))).toStrictEqual(new Set(['appended']));
    const found = await log.readStreams(streams);
    expect([...found.values()].map((events) => events.length)).toStrictEqual(Array(64).fill(1));
  });

  itUnless(null, 'is never repeated at any other place than its own', async () => {
    const { open, node } = await stage();
    const log = await open();
    const stream = freshStream();
    node.faults.next('append', 'unavailable after', 'internal', 'drop');
    await log.append([to(stream, 'none', newEvents(2))]);
    node.faults.next('append', 'unavailable after', 'timeout');
    await log.append([to(stream, 1, newEvents(2))]);
    expect(await readOne(log, stream)).toHaveLength(4);
    expect([...node.storage.asked].toSorted()).toStrictEqual(['no_stream', 'revision']);
  });

  itUnless(null, 'completes its chain: what follows is written behind it, once', async () => {
    const { open, node } = await stage();
    const log = await open();
    const chain = [freshStream(), freshStream(), freshStream()].map((stream) => to(stream, 'none'));
    node.faults.next('append', 'unavailable after', 'drop', 'unavailable');
    const answers = await log.append(chain);
    expect(answers.map(({ kind }) => kind)).toStrictEqual(['appended', 'appended', 'appended']);
    const { events } = await readOn(log, log.start, 10);
    expect(events.map(({ stream }) => stream)).toStrictEqual(chain.map(({ stream }) => stream));
  });

  itUnless(null, 'is overtaken by a chain over other streams, and never by what rests on it', async () => {
    const { open, node } = await stage();
    const log = await open();
    const [slow, other, later] = [freshStream(), freshStream(), freshStream()];
    const [event] = newEvents(1);
    if (event === undefined) throw new Error('no event');
    node.faults.next('append', 'unavailable');
    const answers = await Promise.all([
      appendOne(log, to(slow, 'none', [event])),
      appendOne(log, resting(to(later, 'none'), { stream: slow, revision: 0, id: event.id })),
      appendOne(log, to(other, 'none')),
    ]);
    expect(answers.map(({ kind }) => kind)).toStrictEqual(['appended', 'appended', 'appended']);
    const { events } = await readOn(log, log.start, 10);
    expect(events.map(({ stream }) => stream)).toStrictEqual([other, slow, later]);
  });

  itUnless(null, 'takes what rests on it with it where another was faster meanwhile', async () => {
    const { open, node, operator, ledger } = await stage();
    const log = await open();
    const stream = freshStream();
    const [first, ...others] = run(stream, newEvents(3));
    if (first === undefined) throw new Error('no run');
    node.faults.next('append', 'unavailable');
    node.faults.delay('read', 50);
    const writing = Promise.all([first, ...others].map((append) => appendOne(log, append)));
    await operator().append(`${ledger}.${stream}`, 'none');
    expect((await writing).map(({ kind }) => kind)).toStrictEqual(['conflict', 'skipped', 'skipped']);
    expect(await readOne(log, stream)).toHaveLength(1);
  });

  itUnless(null, 'holds up its own stream only', async () => {
    const { open, node } = await stage();
    const log = await open({ patience: { ...shortPatience, callMs: 1_500 } });
    const [slow, fast] = [freshStream(), freshStream()];
    node.faults.next('append', 'drop');
    const order: string[] = [];
    const waiting = appendOne(log, to(slow, 'none')).then(() => order.push('slow'));
    await appendOne(log, to(fast, 'none')).then(() => order.push('fast'));
    await waiting;
    expect(order).toStrictEqual(['fast', 'slow']);
  });
});

describe('a server that dies in the midst of an append', () => {
  const stage = staged('double');

  for (const fault of ['die before', 'die after'] as const) {
    itUnless(null, `is waited for, and the append is written once: ${fault}`, async () => {
      const { open, node } = await stage();
      const log = await open();
      const append = to(freshStream(), 'none', newEvents(2));
      node.faults.next('append', fault);
      const appending = appendOne(log, append);
      while ((node.faults.calls.get('append') ?? 0) < 2)
        await new Promise((resolve) => setTimeout(resolve, 5));
      await node.start();
      expect((await appending).kind).toBe('appended');
      expect(unplaced(await readOne(log, append.stream))).toStrictEqual(
        asRecorded(append.stream, append.events),
      );
    });
  }

  itUnless(null, 'and stays away: what comes later is surely not written', async () => {
    const { open, node } = await stage();
    const log = await open({ patience: hopeless });
    node.kill();
    expect(await logFaultOf(log.head())).toBe('LOG_AWAY');
    expect(await logFaultOf(log.append([to(freshStream(), 'none')]))).toBe('LOG_AWAY');
  });
});

describe('a database that is exchanged under a running ledger', () => {
  const stage = staged('double');

  itUnless(null, 'is noticed before anything is read or written', async () => {
    const { open, node } = await stage();
    const log = await open();
    await log.append([to(freshStream(), 'none')]);
    node.kill();
    node.storage = new Storage();
    await node.start();
    await logFaultOf(log.head());
    expect(await logFaultOf(log.append([to(freshStream(), 'none')]))).toBe('FOREIGN_POSITION');
    expect(await logFaultOf(log.readAll(log.start, 10))).toBe('FOREIGN_POSITION');
    expect(node.storage.log.filter(({ stream }) => !stream.startsWith('$'))).toStrictEqual([]);
  });

  itUnless(null, 'is noticed by the first append behind it', async () => {
    const { open, node } = await stage();
    const log = await open();
    await log.append([to(freshStream(), 'none')]);
    node.kill();
    node.storage = new Storage();
    await node.start();
    expect(await logFaultOf(log.append([to(freshStream(), 'none')]))).toBe('FOREIGN_POSITION');
    expect(node.storage.log.filter(({ stream }) => !stream.startsWith('$'))).toStrictEqual([]);
  });

  itUnless(null, 'has another log, whose positions are foreign to the old one’s views', async () => {
    const { open, node } = await stage();
    const log = await open();
    const position = positionOf(await appendOne(log, to(freshStream(), 'none')));
    await log.close();
    node.storage = new Storage();
    const again = await open();
    expect(await logFaultOf(again.readAll(position, 10))).toBe('FOREIGN_POSITION');
  });
});

describe('the bell', () => {
  const stage = staged('double');

  itUnless(
    null,
    'rings again after the server was killed, and a follower loses and repeats nothing',
    async () => {
      const { open, node } = await stage();
      const log = await open();
      const seen: string[] = [];
      const follow = async (): Promise<void> => {
        let after = log.start;
        while (seen.length < 20) {
          await log.changed(after, new AbortController().signal);
          const page = await log.readAll(after, 3);
          seen.push(...page.events.map(({ id }) => id));
          after = page.reached;
        }
      };
      const following = follow();
      const events = newEvents(20);
      for (const [index, event] of events.entries()) {
        if (index % 7 === 3) {
          node.kill();
          await node.start();
        }
        await log.append([to(freshStream(), 'none', [event])]);
      }
      await following;
      expect(seen).toStrictEqual(events.map(({ id }) => id));
    },
  );

  itUnless(null, 'is one subscription, however many wait', async () => {
    const { open, node } = await stage();
    const [log, other] = [await open(), await open()];
    const stop = new AbortController();
    const waiting = Array.from({ length: 150 }, (_, index) =>
      (index % 2 === 0 ? log : other).changed(log.start, stop.signal),
    );
    await log.append([to(freshStream(), 'none')]);
    await Promise.all(waiting);
    expect(node.faults.calls.get('subscribe')).toBe(1);
  });

  itUnless(null, 'is replaced by a slow look where the subscription stays silent', async () => {
    const { open, node, operator, ledger } = await stage();
    const log = await open();
    node.faults.next('subscribe', 'drop');
    const waiting = log.changed(log.start, new AbortController().signal);
    await operator().append(`${ledger}.elsewhere`, 'none');
    await expect(waiting).resolves.toBeUndefined();
  });
});

describe('reads that go wrong on their way', () => {
  const stage = staged('double');

  for (const fault of ['unavailable', 'not ready', 'drop', 'internal', 'not leader', 'timeout'] as const) {
    itUnless(null, `are repeated until they are answered: ${fault}`, async () => {
      const { open, node } = await stage();
      const log = await open();
      node.leaderPort = node.port;
      const events = newEvents(4);
      const stream = freshStream();
      await log.append([to(stream, 'none', events)]);
      node.faults.next('read', fault, fault);
      expect(unplaced(await readOne(log, stream))).toStrictEqual(asRecorded(stream, events));
      node.faults.next('read', fault);
      expect(unplaced((await readOn(log, log.start, 3)).events)).toStrictEqual(asRecorded(stream, events));
    });
  }
});
