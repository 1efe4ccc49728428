import { randomUUID } from 'node:crypto';
import { streamId } from '@ledger/ledger/kernel/ids.js';
import {
  appendOne,
  asRecorded,
  freshStream,
  logFaultOf,
  newEvent,
  newEventAt,
  newEvents,
  positionOf,
  readOn,
  readOne,
  to,
  unplaced,
} from '../event-log/event-log-setup.js';
import { itUnless } from '../skipped-cases.js';
import { staged } from './stage.js';

const ids = (count: number): readonly string[] => Array.from({ length: count }, () => randomUUID());

describe('the log on a server that it shares', () => {
  const stage = staged('any');

  itUnless(null, 'answers a conflict also where the URL asks the client not to throw', async () => {
    const { open, url } = await stage();
    const log = await open({ url: `${url}${url.includes('?') ? '&' : '?'}throwOnAppendFailure=false` });
    const stream = freshStream();
    await log.append([to(stream, 'none', newEvents(3))]);
    expect(await appendOne(log, to(stream, 'none'))).toStrictEqual({ kind: 'conflict', actual: 2 });
  });

  itUnless(null, 'passes other ledgers and system streams, and its head does not move for them', async () => {
    const { open, operator, ledger } = await stage();
    const [log, other] = [await open(), await open({ ledger: `${ledger}x` })];
    const stream = freshStream();
    await log.append([to(stream, 'none')]);
    const head = await log.head();
    await other.append([to(stream, 'none', newEvents(5))]);
    await operator().append(`another-application`.concat(`-${ledger}`), 'none', ids(90));
    expect(await log.head()).toStrictEqual(head);
    expect((await readOn(log, log.start, 10)).reached).toBe(head.position);
    expect(await readOne(log, stream)).toHaveLength(1);
    const event = newEvent();
    await log.append([to(stream, 0, [event])]);
    expect(unplaced((await readOn(log, head.position, 10)).events)).toStrictEqual(
      asRecorded(stream, [event], 1),
    );
  });

  itUnless(null, 'knows when its last event was recorded, whatever others write behind it', async () => {
    const { open, operator, ledger } = await stage();
    const [log, other] = [await open(), await open({ ledger: `${ledger}x` })];
    const later = '2026-03-02T10:00:00.000Z';
    await other.append([to(freshStream(), 'none', [newEventAt(later)])]);
    expect(await log.lastRecordedAt()).toBeNull();
    const last = '2026-03-02T09:00:00.000Z';
    await log.append([to(freshStream(), 'none', [newEvent(), newEventAt(last)])]);
    await other.append([to(freshStream(), 'none', [newEventAt(later)])]);
    // After some of these appends, the test double also appends events to its own system streams.
    for (let n = 0; n < 4; n += 1) await operator().append(`another-${ledger}-${String(n)}`, 'none', ids(2));
    expect(await log.lastRecordedAt()).toBe(last);
    expect(await other.lastRecordedAt()).toBe(later);
    expect(await (await open()).lastRecordedAt()).toBe(last);
  });

  itUnless(null, 'refuses what is too large before it is sent, and lives on', async () => {
    const { open } = await stage();
    const log = await open();
    const stream = freshStream();
    const large = Array.from({ length: 20 }, () => newEvent('x'.repeat(60_000)));
    expect(await logFaultOf(log.append([to(stream, 'none', large)]))).toBe('EVENT_TOO_LARGE');
    expect(await logFaultOf(log.append([to(stream, 'none', [newEvent('x'.repeat(20_000_000))])]))).toBe(
      'EVENT_TOO_LARGE',
    );
    expect((await appendOne(log, to(stream, 'none', newEvents(1)))).kind).toBe('appended');
  });

  itUnless(null, 'refuses what JSON cannot hold, and an id that is none, and lives on', async () => {
    const { open } = await stage();
    const log = await open();
    const stream = freshStream();
    await expect(log.append([to(stream, 'none', [newEvent(1n)])])).rejects.toThrow(TypeError);
    const noId = { ...newEvent(), id: 'no id' };
    expect(await logFaultOf(log.append([to(stream, 'none', [noId])]))).toBe('LOG_FAULT');
    expect((await appendOne(log, to(stream, 'none'))).kind).toBe('appended');
  });

  itUnless(null, 'says so where an operator has deleted or tombstoned a stream', async () => {
    const { open, operator, ledger } = await stage();
    const log = await open();
    const raw = operator();
    const [deleted, tombstoned] = [freshStream(), freshStream()];
    for (const stream of [deleted, tombstoned]) await log.append([to(stream, 'none')]);
    await raw.delete(`${ledger}.${deleted}`);
    await raw.tombstone(`${ledger}.${tombstoned}`);
    expect(await logFaultOf(log.append([to(deleted, 'none')]))).toBe('LOG_FAULT');
    expect(await logFaultOf(log.readStreams([deleted]))).toBe('LOG_FAULT');
    expect(await logFaultOf(log.append([to(tombstoned, 0)]))).toBe('LOG_FAULT');
    expect(await logFaultOf(log.readStreams([tombstoned]))).toBe('LOG_FAULT');
  });

  itUnless(
    null,
    'refuses a position where none of its events stands, and says that beyond the end is nothing',
    async () => {
      const { open } = await stage();
      const log = await open();
      const position = positionOf(await appendOne(log, to(freshStream(), 'none', newEvents(2))));
      const number = Number(position.slice(4));
      const madeUp = `${position.slice(0, 4)}${String(number - 1).padStart(16, '0')}`;
      expect(await logFaultOf(log.readAll(madeUp as typeof position, 10))).toBe('FOREIGN_POSITION');
      expect(await log.idAt(madeUp as typeof position)).toBeNull();
      const beyond = `${position.slice(0, 4)}${String(number + 1e9).padStart(16, '0')}` as typeof position;
      expect(await log.readAll(beyond, 10)).toStrictEqual({ events: [], reached: beyond, end: true });
      expect(await log.idAt(beyond)).toBeNull();
    },
  );

  itUnless(null, 'keeps its own stream for itself', async () => {
    const { open } = await stage();
    const log = await open();
    expect(await logFaultOf(log.append([to(streamId('log'), 'none')]))).toBe('LOG_FAULT');
  });
});
