import type { StreamId } from '@ledger/ledger/kernel/ids.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { Handles } from '../places.js';
import {
  appendAll,
  appendOne,
  asRecorded,
  freshStream,
  logFaultOf,
  newEvents,
  positionAt,
  readOn,
  readOne,
  streamOf,
  to,
  unplaced,
} from './event-log-setup.js';

const three = (): readonly [StreamId, StreamId, StreamId] => [freshStream(), freshStream(), freshStream()];

const order = (logs: Handles<EventLog>): void => {
  it('over several streams in its order', async () => {
    const log = await logs.open();
    const [a, b, c] = three();
    const [ofA, ofB, ofC] = [newEvents(2), newEvents(1), newEvents(3)];
    const { position: before } = await log.head();
    const appended = await appendAll(log, [to(b, 'none', ofB), to(c, 'none', ofC), to(a, 'none', ofA)]);
    expect(appended).toStrictEqual([
      { kind: 'appended', revision: 0, position: await positionAt(log, b, 0) },
      { kind: 'appended', revision: 2, position: await positionAt(log, c, 2) },
      { kind: 'appended', revision: 1, position: await positionAt(log, a, 1) },
    ]);
    expect(unplaced((await readOn(log, before, 100)).events)).toStrictEqual([
      ...asRecorded(b, ofB),
      ...asRecorded(c, ofC),
      ...asRecorded(a, ofA),
    ]);
  });

  it('up to its first conflict, and skips the rest', async () => {
    const log = await logs.open();
    const [a, b, c] = three();
    const taken = await streamOf(log, 2);
    const [ofA, ofB] = [newEvents(2), newEvents(1)];
    const appended = await appendAll(log, [
      to(a, 'none', ofA),
      to(b, 'none', ofB),
      to(taken, 'none'),
      to(c, 'none'),
    ]);
    expect(appended).toStrictEqual([
      { kind: 'appended', revision: 1, position: await positionAt(log, a, 1) },
      { kind: 'appended', revision: 0, position: await positionAt(log, b, 0) },
      { kind: 'conflict', actual: 1 },
      { kind: 'skipped' },
    ]);
    expect(unplaced(await readOne(log, a))).toStrictEqual(asRecorded(a, ofA));
    expect(unplaced(await readOne(log, b))).toStrictEqual(asRecorded(b, ofB));
    expect(await readOne(log, taken)).toHaveLength(2);
    expect(await readOne(log, c)).toStrictEqual([]);
  });

  it('not at all where its first append conflicts, not even a later conflict', async () => {
    const log = await logs.open();
    const [a, b, c] = three();
    const before = await log.head();
    expect(await log.append([to(a, 0), to(b, 'none'), to(c, 7)])).toStrictEqual([
      { kind: 'conflict', actual: 'none' },
      { kind: 'skipped' },
      { kind: 'skipped' },
    ]);
    expect(await log.head()).toStrictEqual(before);
  });
};

const refused = (logs: Handles<EventLog>): void => {
  it('never to a stream twice, and then writes nothing', async () => {
    const log = await logs.open();
    const [a, b] = [freshStream(), freshStream()];
    const before = await log.head();
    expect(await logFaultOf(log.append([to(b, 'none'), to(a, 'none'), to(a, 0)]))).toBe('STREAM_TWICE');
    expect(await log.head()).toStrictEqual(before);
  });

  it('never without events, and then writes nothing', async () => {
    const log = await logs.open();
    const [a, b] = [freshStream(), freshStream()];
    const before = await log.head();
    expect(await logFaultOf(log.append([to(a, 'none', [])]))).toBe('EMPTY_APPEND');
    expect(await logFaultOf(log.append([to(b, 'none'), to(a, 'none', [])]))).toBe('EMPTY_APPEND');
    expect(await log.head()).toStrictEqual(before);
  });

  it('and a chain that was refused does not hold up the others', async () => {
    const log = await logs.open();
    const [a, b] = [freshStream(), freshStream()];
    const fault = logFaultOf(log.append([to(a, 'none'), to(b, 'none', [])]));
    expect(await Promise.all([fault, appendOne(log, to(a, 'none')).then(({ kind }) => kind)])).toStrictEqual([
      'EMPTY_APPEND',
      'appended',
    ]);
  });
};

export const chains = (logs: Handles<EventLog>): void => {
  describe('writes a chain', () => {
    order(logs);
    refused(logs);
  });
};
