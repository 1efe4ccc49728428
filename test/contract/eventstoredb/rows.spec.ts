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
} from '../event-log/bench.js';
import { itUnless } from '../skipped-cases.js';
import { staged } from './stage.js';

const errorOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('there was no error');
};

const ids = (count: number): readonly string[] => Array.from({ length: count }, () => randomUUID());

/** Each is a row of what the official client sees of a server: the double must do as every server does. */
describe('the official client sees of an append', () => {
  const stage = staged('any');

  itUnless(null, 'success with the revision and the position of its last event', async () => {
    const { operator, ledger } = await stage();
    const raw = operator();
    const answer = await raw.append(`${ledger}.a`, 'none', ids(3));
    const last = (await raw.readStream(`${ledger}.a`)).at(-1);
    expect(answer).toMatchObject({
      success: true,
      nextExpectedRevision: 2n,
      position: { commit: last?.commit },
    });
  });

  itUnless(null, 'a conflict as an error with a type and both versions', async () => {
    const { operator, ledger } = await stage();
    const raw = operator();
    const there = `${ledger}.a`;
    await raw.append(there, 'none', ids(2));
    const type = 'wrong-expected-version';
    expect(await errorOf(raw.append(there, 'none'))).toMatchObject({ type, actualVersion: 1n });
    expect(await errorOf(raw.append(there, 0n))).toMatchObject({
      type,
      expectedVersion: 0n,
      actualVersion: 1n,
    });
    expect(await errorOf(raw.append(`${ledger}.b`, 0n))).toMatchObject({ type, actualVersion: 'no_stream' });
  });

  itUnless(null, 'the first answer to the same ids at the same revision, with other data too', async () => {
    const { operator, ledger } = await stage();
    const raw = operator();
    const [first, second] = [ids(2), ids(1)];
    const one = await raw.append(`${ledger}.a`, 'none', first);
    const two = await raw.append(`${ledger}.a`, 1n, second);
    expect(await raw.append(`${ledger}.a`, 'none', first, { other: true })).toStrictEqual(one);
    expect(await raw.append(`${ledger}.a`, 1n, second)).toStrictEqual(two);
    expect(await raw.readStream(`${ledger}.a`)).toHaveLength(3);
  });

  itUnless(
    null,
    'the same id stored again at a later revision, in another stream and twice in one append',
    async () => {
      const { operator, ledger } = await stage();
      const raw = operator();
      const [id = ''] = ids(1);
      await raw.append(`${ledger}.a`, 'none', [id]);
      await raw.append(`${ledger}.a`, 0n, [id]);
      await raw.append(`${ledger}.b`, 'none', [id, id]);
      expect(await raw.readStream(`${ledger}.a`)).toHaveLength(2);
      expect(await raw.readStream(`${ledger}.b`)).toHaveLength(2);
    },
  );

  itUnless(null, 'a position of its own for every event, commit as prepare', async () => {
    const { operator, ledger } = await stage();
    const raw = operator();
    await raw.append(`${ledger}.a`, 'none', ids(3));
    const found = await raw.readStream(`${ledger}.a`);
    expect(found.every(({ commit, prepare }) => commit === prepare)).toBe(true);
    expect(new Set(found.map(({ commit }) => commit)).size).toBe(3);
  });

  itUnless(
    null,
    'success for a beginning of the first batch, a conflict for more or another order',
    async () => {
      const { operator, ledger } = await stage();
      const raw = operator();
      const batch = ids(3);
      await raw.append(`${ledger}.a`, 'none', batch);
      expect(await raw.append(`${ledger}.a`, 'none', batch.slice(0, 2))).toMatchObject({
        nextExpectedRevision: 1n,
      });
      const type = 'wrong-expected-version';
      expect(await errorOf(raw.append(`${ledger}.a`, 'none', [...batch, ...ids(1)]))).toMatchObject({ type });
      expect(await errorOf(raw.append(`${ledger}.a`, 'none', batch.toReversed()))).toMatchObject({ type });
    },
  );

  itUnless(null, 'success for an empty one, which writes nothing', async () => {
    const { operator, ledger } = await stage();
    const raw = operator();
    expect(await raw.append(`${ledger}.a`, 'none', [])).toMatchObject({ success: true });
    expect(await errorOf(raw.readStream(`${ledger}.a`))).toMatchObject({ type: 'stream-not-found' });
  });

  itUnless(null, 'an unknown error for an empty name and for an id that is none', async () => {
    const { operator, ledger } = await stage();
    const raw = operator();
    const error = { type: 'unknown', message: 'Could not recognize BadRequest' };
    expect(await errorOf(raw.append('', 'none'))).toMatchObject(error);
    expect(await errorOf(raw.append(`${ledger}.a`, 'none', ['no id']))).toMatchObject(error);
  });

  itUnless(null, 'a limit of its size', async () => {
    const { operator, ledger } = await stage();
    const big = { text: 'x'.repeat(1_100_000) };
    const error = await errorOf(operator().append(`${ledger}.a`, 'none', ids(1), big));
    expect(error).toMatchObject({ type: 'maximum-append-size-exceeded' });
  });

  itUnless(null, 'a plain call with credentials, which conflicts and succeeds alike', async () => {
    const { operator, ledger } = await stage();
    const raw = operator();
    const first = ids(2);
    expect(await raw.appendUnary(`${ledger}.a`, 'none', first)).toMatchObject({ nextExpectedRevision: 1n });
    const error = await errorOf(raw.appendUnary(`${ledger}.a`, 'none', ids(1)));
    expect(error).toMatchObject({ type: 'wrong-expected-version', actualVersion: 1n });
  });
});

describe('the official client sees of a read', () => {
  const stage = staged('any');

  itUnless(
    null,
    'that a missing and a deleted stream are not there, and a tombstoned one is deleted',
    async () => {
      const { operator, ledger } = await stage();
      const raw = operator();
      for (const stream of ['deleted', 'tombstoned']) await raw.append(`${ledger}.${stream}`, 'none');
      await raw.delete(`${ledger}.deleted`);
      await raw.tombstone(`${ledger}.tombstoned`);
      for (const stream of ['missing', 'deleted']) {
        const error = await errorOf(raw.readStream(`${ledger}.${stream}`));
        expect(error).toMatchObject({ type: 'stream-not-found' });
      }
      expect(await errorOf(raw.readStream(`${ledger}.tombstoned`))).toMatchObject({ type: 'stream-deleted' });
      expect(await errorOf(raw.append(`${ledger}.tombstoned`, 0n))).toMatchObject({ type: 'stream-deleted' });
    },
  );

  itUnless(null, 'nothing past the end, and an error for no event at all', async () => {
    const { operator, ledger } = await stage();
    const raw = operator();
    await raw.append(`${ledger}.a`, 'none');
    expect(await raw.readStream(`${ledger}.a`, 7n)).toStrictEqual([]);
    expect(await errorOf(raw.readStream(`${ledger}.a`, 0n, 0))).toMatchObject({ type: 'unknown', code: 2 });
  });

  itUnless(null, 'no filter over all streams', async () => {
    const { operator, ledger } = await stage();
    const raw = operator();
    await raw.append(`${ledger}.a`, 'none');
    expect((await raw.readAllFiltered('NoSuchType')).length).toBeGreaterThan(0);
  });

  itUnless(
    null,
    'over all streams the event at its position, of which a subscription sees the next',
    async () => {
      const { operator, ledger } = await stage();
      const raw = operator();
      await raw.append(`${ledger}.a`, 'none', ids(2));
      const [first, second] = await raw.readStream(`${ledger}.a`);
      const from = first?.commit ?? 0n;
      expect((await raw.readAll(from, 1))[0]?.id).toBe(first?.id);
      const { events } = await raw.subscribe(`${ledger}.`, from, 1);
      expect(events[0]?.id).toBe(second?.id);
    },
  );

  itUnless(
    null,
    'an error from a position where no event stands, and nothing from beyond the end',
    async () => {
      const { operator, ledger } = await stage();
      const raw = operator();
      await raw.append(`${ledger}.a`, 'none', ids(2));
      const [first] = await raw.readStream(`${ledger}.a`);
      const error = await errorOf(raw.readAll((first?.commit ?? 0n) + 1n));
      expect(error).toMatchObject({ type: 'unknown', code: 2 });
      const last = await raw.last();
      expect(await raw.readAll(last.commit + 1_000_000_000n)).toStrictEqual([]);
    },
  );
});

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
    // Some of these the double follows with events of its own streams.
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
