import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import type { EventLog } from '../ports/event-log.js';
import { isSample, markSample } from './mark-sample.js';

const taker = { actor: 'system', role: 'system', district: null, correlation: 'c', cause: null };

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

const through = (log: EventLog): (() => Promise<boolean>) =>
  markSample({ log, ids: ledger.ids, handler: ledger.writer(() => log).handler });

const typesInLog = async (): Promise<readonly string[]> =>
  (await ledger.events()).map(({ event }) => event.type);

/** Records something in the ledger, as real use would. Any event serves. */
const recordForReal = (): Promise<unknown> => ledger.write.people.freshNumber(taker);

/**
 * The log for a process that is suspended after it has checked whether the log is empty; `meanwhile` runs during that
 * time.
 */
const whileAsleep = (log: EventLog, meanwhile: () => Promise<unknown>): EventLog => ({
  start: log.start,
  append: (chain) => log.append(chain),
  readStreams: (streams) => log.readStreams(streams),
  idAt: (position) => log.idAt(position),
  readAll: (after, limit) => log.readAll(after, limit),
  head: async () => {
    const head = await log.head();
    await meanwhile();
    return head;
  },
  changed: (after, signal) => log.changed(after, signal),
  close: () => log.close(),
});

describe('an empty ledger', () => {
  it('is no sample by itself', async () => {
    expect(await isSample(ledger.log)).toBe(false);
  });

  it('becomes a sample by one mark, which is the first event', async () => {
    expect(await through(ledger.log)()).toBe(true);
    expect(await isSample(ledger.log)).toBe(true);
    expect(await typesInLog()).toStrictEqual(['LedgerMarkedAsSample']);
  });

  it('stays a sample whatever is recorded in it, and is not marked twice', async () => {
    await through(ledger.log)();
    await recordForReal();
    expect(await through(ledger.log)()).toBe(true);
    expect(await typesInLog()).toStrictEqual(['LedgerMarkedAsSample', 'NumbersTaken']);
  });

  it('is marked once by two processes at once', async () => {
    const both = await Promise.all([through(ledger.log)(), through(ledger.log)()]);
    expect(both).toStrictEqual([true, true]);
    expect(await typesInLog()).toStrictEqual(['LedgerMarkedAsSample']);
  });
});

describe('a ledger in use', () => {
  it('never becomes a sample, and nothing is written', async () => {
    await recordForReal();
    expect(await through(ledger.log)()).toBe(false);
    expect(await typesInLog()).toStrictEqual(['NumbersTaken']);
  });

  it('is no sample where its first act came between the look and the mark', async () => {
    const mark = through(whileAsleep(ledger.log, recordForReal));
    expect(await mark()).toBe(false);
    expect(await isSample(ledger.log)).toBe(false);
    expect(await typesInLog()).toStrictEqual(['NumbersTaken', 'LedgerMarkedAsSample', 'SampleMarkWithdrawn']);
    expect(await through(ledger.log)()).toBe(false);
  });

  it('is no sample after a crash between a late mark and its withdrawal', async () => {
    const asleep = whileAsleep(ledger.log, recordForReal);
    const mark = through({ ...asleep, readAll: () => Promise.reject(new Error('killed')) });
    await expect(mark()).rejects.toThrow('killed');
    expect(await isSample(ledger.log)).toBe(false);
    expect(await through(ledger.log)()).toBe(false);
    expect(await isSample(ledger.log)).toBe(false);
  });
});
