import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { Node } from '../../doubles/eventstore/node.js';
import type { Storage } from '../../doubles/eventstore/storage.js';
import {
  appendOne,
  freshStream,
  logFaultOf,
  newEvents,
  nextTo,
  positionOf,
  to,
} from '../event-log/event-log-setup.js';
import { itUnless } from '../skipped-cases.js';
import { staged, type Stage } from './stage.js';

/** The log on the server is replaced by an older copy while a process has it open. */

const stage = staged('double');

const append = (log: EventLog, count = 1) => appendOne(log, to(freshStream(), 'none', newEvents(count)));

const putBack = async (node: Node, backup: Storage): Promise<void> => {
  node.kill();
  node.storage = backup;
  await node.start();
};

const ownIn = (node: Node, { ledger }: Stage): number =>
  node.storage.log.filter(({ stream }) => stream.startsWith(`${ledger}.contract`)).length;

describe('a log that is put back to an older copy under a running ledger', () => {
  itUnless(null, 'is noticed by the first append behind it, which writes nothing', async () => {
    const here = await stage();
    const { node } = here;
    const log = await here.open();
    await append(log);
    const backup = node.storage.copy();
    await append(log);
    await putBack(node, backup);
    expect(await logFaultOf(append(log))).toBe('FOREIGN_POSITION');
    expect(await logFaultOf(append(log))).toBe('FOREIGN_POSITION');
    expect(ownIn(node, here)).toBe(1);
  });

  itUnless(null, 'is noticed by who has only asked which event stands at a position', async () => {
    const { open, node } = await stage();
    const writer = await open();
    await append(writer);
    const backup = node.storage.copy();
    const position = positionOf(await append(writer));
    await writer.close();
    const log = await open();
    expect(await log.idAt(position)).not.toBeNull();
    await putBack(node, backup);
    log.doubt();
    expect(await logFaultOf(log.readAll(position, 10))).toBe('FOREIGN_POSITION');
    expect(await logFaultOf(log.head())).toBe('FOREIGN_POSITION');
  });

  itUnless(null, 'wakes who waits for a change, who then learns of it', async () => {
    const { open, node } = await stage();
    const log = await open();
    await append(log);
    const backup = node.storage.copy();
    const position = positionOf(await append(log));
    const woken = log.changed(position, new AbortController().signal);
    while ((node.faults.calls.get('subscribe') ?? 0) === 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
    await putBack(node, backup);
    await woken;
    expect(await logFaultOf(log.head())).toBe('FOREIGN_POSITION');
  });

  itUnless(null, 'is the same log to who knows nothing that it has lost', async () => {
    const { open, node } = await stage();
    const log = await open();
    const position = positionOf(await append(log, 2));
    const backup = node.storage.copy();
    await putBack(node, backup);
    log.doubt();
    expect(await log.head()).toMatchObject({ position, ordinal: 2 });
    expect(await append(log)).toMatchObject({ kind: 'appended' });
  });
});

itUnless(
  null,
  'a place where no event stands is no trouble: nothing is looked up again because of it',
  async () => {
    const { open, node } = await stage();
    const log = await open();
    const position = positionOf(await append(log));
    await append(log);
    await log.head();
    const reads = (): number => node.faults.calls.get('read') ?? 0;
    const before = reads();
    expect(await log.idAt(nextTo(position))).toBeNull();
    expect(await log.idAt(position)).not.toBeNull();
    expect(reads() - before).toBe(2);
  },
);
