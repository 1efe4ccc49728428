import { LogFault } from '@ledger/ledger/ports/event-log.js';
import type { Node } from '../../doubles/eventstore/node.js';
import type { Storage } from '../../doubles/eventstore/storage.js';
import { appendOne, freshStream, newEvents, readOne, streamOf, to } from '../event-log/event-log-setup.js';
import { itUnless } from '../skipped-cases.js';
import { staged } from './stage.js';

const faultOf = async (work: Promise<unknown>): Promise<readonly [string, string]> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof LogFault) return [error.code, error.message];
    throw error;
  }
  throw new Error('there was no fault');
};

const older = [
  'FOREIGN_POSITION',
  'the server came back with an older log, which lacks what was read or written before: start the ledger again',
];

/** Restarts the server with other data. */
const exchange = async (node: Node, storage: Storage): Promise<void> => {
  node.kill();
  node.storage = storage;
  await node.start();
};

describe('a log that was put back to a backup while it is open', () => {
  const stage = staged('double');

  itUnless(null, 'is neither read nor written by who wrote what it lacks, until that is back', async () => {
    const { open, node } = await stage();
    const log = await open();
    const stream = await streamOf(log, 2);
    const backup = node.storage.copy();
    await appendOne(log, to(stream, 1));
    const own = node.storage;
    await exchange(node, backup);
    const before = node.storage.log.length;
    expect(await faultOf(log.append([to(stream, 2)]))).toStrictEqual(older);
    expect(await faultOf(log.append([to(freshStream(), 'none')]))).toStrictEqual(older);
    expect(await faultOf(log.readStreams([stream]))).toStrictEqual(older);
    expect(await faultOf(log.head())).toStrictEqual(older);
    expect(node.storage.log).toHaveLength(before);
    await exchange(node, own);
    expect((await appendOne(log, to(stream, 2))).kind).toBe('appended');
    expect(await readOne(log, stream)).toHaveLength(4);
  });

  itUnless(null, 'is not gone on with either where others have written on it since', async () => {
    const { open, node, operator, ledger } = await stage();
    const log = await open();
    const stream = await streamOf(log, 2);
    const backup = node.storage.copy();
    await appendOne(log, to(stream, 1));
    await exchange(node, backup);
    for (let turn = 0; turn < 5; turn += 1) await operator().append(`${ledger}.${freshStream()}`, 'none');
    expect(await faultOf(log.append([to(stream, 2)]))).toStrictEqual(older);
  });

  itUnless(null, 'is not read on by who has read what it lacks', async () => {
    const { open, node, operator, ledger } = await stage();
    const log = await open();
    const backup = node.storage.copy();
    await operator().append(`${ledger}.${freshStream()}`, 'none');
    const { events } = await log.readAll(log.start, 10);
    expect(events).toHaveLength(1);
    await exchange(node, backup);
    expect(await faultOf(log.readAll(log.start, 10))).toStrictEqual(older);
  });

  itUnless(null, 'is gone on with where it lacks nothing that was read or written', async () => {
    const { open, node } = await stage();
    const log = await open();
    const stream = await streamOf(log, 2);
    await exchange(node, node.storage.copy());
    expect((await appendOne(log, to(stream, 1, newEvents(2)))).kind).toBe('appended');
    expect(await readOne(log, stream)).toHaveLength(4);
  });
});

describe('a log of another format', () => {
  const stage = staged('double');

  itUnless(null, 'is refused by writers and readers, and stays as it is', async () => {
    for (const [first, found, version] of [
      [{ logId: 'abcd' }, 1, 'version'],
      [{ format: 4, logId: 'abcd', log: 'a'.repeat(32) }, 4, 'newer version'],
    ] as const) {
      const { open, node, operator, ledger } = await stage();
      await operator().write(`${ledger}.log`, 'LogOpened', first);
      const before = node.storage.log.length;
      expect(await faultOf(open())).toStrictEqual([
        'LOG_FAULT',
        `the stream ${ledger}.log begins an event log of format ${String(found)}; this version of the ledger reads ` +
          `format 3: use the ${version} that wrote it`,
      ]);
      expect(node.storage.log).toHaveLength(before);
    }
  });

  itUnless(null, 'is none of ours where its first event lacks the ids', async () => {
    for (const first of [
      { format: 3, logId: 'abcd' },
      { format: 3, logId: 'abcd', log: 'a'.repeat(32), vault: 'b' },
      { format: '2', logId: 'abcd', log: 'a'.repeat(32), vault: 'b'.repeat(32) },
    ]) {
      const { open, operator, ledger } = await stage();
      await operator().write(`${ledger}.log`, 'LogOpened', first);
      const [code, text] = await faultOf(open());
      expect([code, text.includes("another application's")]).toStrictEqual(['LOG_FAULT', true]);
    }
  });
});
