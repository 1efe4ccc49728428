import { join } from 'node:path';
import { streamId, type StreamId } from '@ledger/ledger/kernel/ids.js';
import type { Append, EventLog } from '@ledger/ledger/ports/event-log.js';
import {
  appendOne,
  asRecorded,
  freshStream,
  logFaultOf,
  newEvent,
  newEvents,
  positionOf,
  readOn,
  readOne,
  streamOf,
  to,
  unplaced,
  type Result,
} from '@ledger/test/contract/event-log/event-log-setup.js';
import { processes, processesMsMax } from '@ledger/test/contract/processes.js';
import { temporaryFolders } from '@ledger/test/contract/temporary-folders.js';
import { openDatabase } from '../../sqlite/sqlite-database.js';
import { openEmbeddedLog, type EmbeddedLog } from './embedded-log.js';

/** Returns a function that opens logs; they are closed after each test. */
const logs = (): ((file: string, mode?: 'write' | 'read') => EmbeddedLog) => {
  const opened: EmbeddedLog[] = [];
  afterEach(async () => {
    for (const log of opened.splice(0)) await log.close();
  });
  return (file, mode = 'write') => {
    const log = openEmbeddedLog(file, mode);
    opened.push(log);
    return log;
  };
};

describe('an embedded log that is only read', () => {
  const folder = temporaryFolders();
  const open = logs();

  it('sees what its writer appends, and hears its bell', async () => {
    const file = join(folder(), 'log.db');
    const [writer, reader] = [open(file), open(file, 'read')];
    const { position } = await reader.head();
    const notified = reader.changed(position, new AbortController().signal);
    const stream = freshStream();
    const events = newEvents(3);
    await writer.append([to(stream, 'none', events)]);
    await notified;
    expect(unplaced(await readOne(reader, stream))).toStrictEqual(asRecorded(stream, events));
    expect(await reader.head()).toStrictEqual(await writer.head());
  });

  it('appends nothing', async () => {
    const file = join(folder(), 'log.db');
    const [writer, reader] = [open(file), open(file, 'read')];
    const before = await writer.head();
    expect(await logFaultOf(reader.append([to(freshStream(), 'none')]))).toBe('LOG_FAULT');
    expect(await writer.head()).toStrictEqual(before);
  });
});

describe('an embedded log that is closed', () => {
  const folder = temporaryFolders();
  const open = logs();

  it('first writes what was submitted, also where it is more than fits one commit', async () => {
    const file = join(folder(), 'log.db');
    const log = open(file);
    const streams = Array.from({ length: 5 }, () => freshStream());
    const submitted = Promise.all(
      streams.map((stream) => appendOne(log, to(stream, 'none', newEvents(3_000)))),
    );
    await log.close();
    const positions = (await submitted).map(positionOf);
    expect(positions).toStrictEqual(positions.toSorted());
    const again = open(file);
    expect(await again.head()).toStrictEqual({ position: positions.at(-1), ordinal: 15_000 });
  });

  it('takes nothing more', async () => {
    const log = open(join(folder(), 'log.db'));
    await log.close();
    await log.close();
    expect(await logFaultOf(log.append([to(freshStream(), 'none')]))).toBe('LOG_FAULT');
  });

  it('lets nobody wait for its bell', async () => {
    const log = open(join(folder(), 'log.db'));
    const waiting = log.changed(log.start, new AbortController().signal);
    await log.close();
    await expect(waiting).resolves.toBeUndefined();
  });
});

describe('the bell rope of an embedded log', () => {
  const folder = temporaryFolders();
  const open = logs();

  it('wakes who waits as soon as it is pulled, if something is there', async () => {
    const file = join(folder(), 'log.db');
    const [log, other] = [open(file), open(file)];
    let woken = false;
    const stop = new AbortController();
    const waiting = log.changed(log.start, stop.signal).then(() => (woken = true));
    log.notify();
    await Promise.resolve();
    expect(woken).toBe(false);
    await other.append([to(freshStream(), 'none')]);
    log.notify();
    await waiting;
    expect(woken).toBe(true);
  });
});

describe('an embedded log whose disk fails', () => {
  const folder = temporaryFolders();
  const open = logs();

  /** Runs SQL on the log file over a second connection. */
  const fail = (file: string, sql: string): void => {
    const db = openDatabase(file, { readOnly: false, waitMs: 0 });
    db.exec(sql);
    db.close();
  };
  const failing = `CREATE TRIGGER failing BEFORE INSERT ON events WHEN NEW.type = 'Poison'
    BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`;
  const poison = { ...newEvent(), event: { type: 'Poison', data: {} } };

  it('writes nothing of what was to be written together, and tells everybody', async () => {
    const file = join(folder(), 'log.db');
    const log = open(file);
    const old = await streamOf(log, 2);
    const before = await log.head();
    fail(file, failing);
    const fresh = [freshStream(), freshStream()];
    const chains: readonly (readonly Append[])[] = [
      [to(old, 1, newEvents(20))],
      ...fresh.map((stream) => [to(stream, 'none', newEvents(20))]),
      [to(freshStream(), 'none', [poison])],
    ];
    const faults = await Promise.all(chains.map((chain) => logFaultOf(log.append(chain))));
    expect(faults).toStrictEqual(Array(4).fill('LOG_FAULT'));
    expect(await log.head()).toStrictEqual(before);
  });

  it('goes on where it was when the disk is well again', async () => {
    const file = join(folder(), 'log.db');
    const log = open(file);
    const old = await streamOf(log, 2);
    const { position } = await log.head();
    fail(file, failing);
    const fresh = freshStream();
    const [ofOld, ofFresh] = [newEvents(20), newEvents(20)];
    const chain = [to(old, 1, ofOld), to(fresh, 'none', ofFresh)];
    const poisoned = [...chain, to(freshStream(), 'none', [poison])];
    expect(await logFaultOf(log.append(poisoned))).toBe('LOG_FAULT');
    fail(file, 'DROP TRIGGER failing');
    expect((await log.append(chain)).map(({ kind }) => kind)).toStrictEqual(['appended', 'appended']);
    expect(unplaced((await readOn(log, position, 100)).events)).toStrictEqual([
      ...asRecorded(old, ofOld, 2),
      ...asRecorded(fresh, ofFresh),
    ]);
  });
});

describe('two embedded logs', () => {
  const folder = temporaryFolders();
  const open = logs();

  it('refuse each other’s positions', async () => {
    const [one, other] = [open(join(folder(), 'log.db')), open(join(folder(), 'log.db'))];
    const position = positionOf(await appendOne(one, to(freshStream(), 'none')));
    expect(await logFaultOf(other.readAll(position, 1))).toBe('FOREIGN_POSITION');
    expect(await logFaultOf(other.readAll(one.start, 1))).toBe('FOREIGN_POSITION');
    expect(await logFaultOf(other.changed(position, AbortSignal.abort()))).toBe('FOREIGN_POSITION');
  });
});

/** Appends `times` events to a stream, one by one, and retries after each conflict with another writer. */
const insist = async (log: EventLog, stream: StreamId, times: number): Promise<void> => {
  let expected: number | 'none' = 'none';
  for (let done = 0; done < times;) {
    const appended: Result = await appendOne(log, to(stream, expected));
    if (appended.kind === 'appended') done += 1;
    if (appended.kind === 'appended') expected = appended.revision;
    if (appended.kind === 'conflict') expected = appended.actual;
  }
};

describe('an embedded log with writers in several processes', () => {
  const folder = temporaryFolders();
  const open = logs();
  const start = processes();

  it(
    'loses nothing and writes nothing twice',
    async () => {
      const file = join(folder(), 'log.db');
      const log = open(file);
      const stream = streamId('contested');
      const insisting = `
        const { openEmbeddedLog } = await load('event-log/embedded/embedded-log.js');
        const log = openEmbeddedLog(values[0], 'write');
        say('ready');
        await told();
        let expected = 'none';
        for (let done = 0; done < 100; ) {
          const event = { id: values[1] + done, event: { type: 'Counted', data: { done } }, origin: {} };
          const [appended] = await log.append([{ stream: 'contested', expected, events: [event] }]);
          if (appended.kind === 'appended') done += 1;
          expected = appended.kind === 'appended' ? appended.revision : appended.actual;
        }
        await log.close();
        say('done');
        process.exit();
      `;
      const others = ['other-1-', 'other-2-'].map((name) => start(insisting, file, name));
      for (const other of others) expect(await other.line()).toBe('ready');
      for (const other of others) other.send('go');
      await insist(log, stream, 100);
      for (const other of others) expect(await other.line()).toBe('done');
      const recorded = await readOne(log, stream);
      expect(recorded.map(({ revision }) => revision)).toStrictEqual(
        Array.from({ length: 300 }, (_, at) => at),
      );
      for (const name of ['other-1-', 'other-2-']) {
        const ids = recorded.map(({ id }) => id).filter((id) => id.startsWith(name));
        expect(ids).toStrictEqual(Array.from({ length: 100 }, (_, done) => `${name}${String(done)}`));
      }
      expect((await log.head()).ordinal).toBe(300);
      expect((await readOn(log, log.start, 50)).events).toStrictEqual(recorded);
    },
    processesMsMax,
  );
});
