import { LogFault } from '@ledger/ledger/ports/event-log.js';
import { moveCheckpoint } from '@ledger/projections/kernel/checkpoint.js';
import { readName } from '@ledger/projections/kernel/projection.js';
import { payouts } from '@ledger/projections/payouts/payouts-projection.js';
import { recordCommand, reading } from '@ledger/test/support/acts.js';
import { exchange, passed, type Exchanged } from '@ledger/test/support/http-exchange.js';
import { fakeTimeouts, pass } from '@ledger/test/support/fake-timeouts.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { jest } from '@jest/globals';
import { health, type Examined } from './health-route.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(async () => {
  jest.useRealTimers();
  await ledger.close();
});

const lagMax = 3;
const probe = (url: string, examined: Partial<Examined> = {}, method = 'GET'): Promise<Exchanged> =>
  exchange(health({ ...ledger, ...examined }, lagMax), { url, method });
const answer = (status: number, body: unknown): Exchanged => ({
  status,
  headers: expect.objectContaining({
    ...{ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  }) as Record<string, string>,
  text: JSON.stringify(body),
});
const ready = answer(200, { status: 'ready' });
const notReady = (...troubles: readonly Readonly<{ part: string; reason: string }>[]): Exchanged =>
  answer(503, { status: 'not ready', troubles });

const record = async (commandId: string): Promise<void> => {
  await ledger.write.recording.record([recordCommand(reading('station-visit'), commandId)]);
};

describe('a process that answers', () => {
  it.each(['/live', '/live?verbose'])('is alive: %s', async (url) => {
    const nothing = { log: { ...ledger.log, head: () => Promise.reject(new Error('gone')) } };
    expect(await probe(url, nothing)).toStrictEqual(answer(200, { status: 'live' }));
  });
});

describe('a ledger whose parts answer', () => {
  it('is ready', async () => {
    expect(await probe('/ready')).toStrictEqual(ready);
    expect(await probe('/ready', {}, 'HEAD')).toMatchObject({ status: 200 });
  });

  it('is ready as long as no view is further behind than allowed', async () => {
    await record('1');
    const { ordinal } = await ledger.log.head();
    await record('2');
    const more = (await ledger.log.head()).ordinal;
    const at = (max: number): Promise<Exchanged> => exchange(health(ledger, max), { url: '/ready' });
    expect(await at(more)).toStrictEqual(ready);
    const reason = (name: string): string =>
      `view ${name} is ${String(more)} events behind; at most ${String(ordinal)} are allowed`;
    expect(await at(ordinal)).toStrictEqual(
      notReady(
        ...['workers', 'acts', 'entries', 'totals', 'payouts', 'imports'].map((name) => ({
          part: 'views',
          reason: reason(name),
        })),
      ),
    );
    await ledger.fold();
    expect(await at(0)).toStrictEqual(ready);
  });
});

describe('a ledger is not ready', () => {
  it('where a view stands still, however little is to fold', async () => {
    const { position } = await ledger.log.head();
    const view = readName(payouts);
    const checkpoint = { view, ordinal: 0, stopped: 'view payouts cannot fold event 7' };
    await moveCheckpoint(ledger.store, view, 'none', { position, checkpoint });
    expect(await probe('/ready')).toStrictEqual(
      notReady({ part: 'views', reason: 'view payouts cannot fold event 7' }),
    );
  });

  it('where a part fails: each is told, and why', async () => {
    const log = { ...ledger.log, head: () => Promise.reject(new LogFault('LOG_FAULT', 'the log is gone')) };
    const vault = { ...ledger.vault, existingKeys: () => Promise.reject(new Error('the vault is gone')) };
    const store = { ...ledger.store, getMany: () => Promise.reject(new Error('the views are gone')) };
    expect(await probe('/ready', { log, vault, store })).toStrictEqual(
      notReady(
        { part: 'log', reason: 'the log is gone' },
        { part: 'vault', reason: 'the vault is gone' },
        { part: 'views', reason: 'the views are gone' },
      ),
    );
    expect(await probe('/ready', { vault })).toStrictEqual(
      notReady({ part: 'vault', reason: 'the vault is gone' }),
    );
  });

  it('where a part does not answer in time', async () => {
    fakeTimeouts();
    const vault = { ...ledger.vault, existingKeys: () => new Promise<never>(() => undefined) };
    const asked = probe('/ready', { vault });
    await pass(1_999);
    const waiting = Symbol('waiting');
    expect(await Promise.race([asked, Promise.resolve(waiting)])).toBe(waiting);
    await pass(1);
    expect(await asked).toStrictEqual(notReady({ part: 'vault', reason: 'no answer in 2000 ms' }));
  });
});

describe('whatever else is asked', () => {
  it.each([
    ['/', 'GET'],
    ['', 'GET'],
    ['/readyness', 'GET'],
    ['//', 'GET'],
    ['/live', 'POST'],
    ['/ready', 'DELETE'],
  ])('is not answered here: %j by %s', async (url, method) => {
    expect(await probe(url, {}, method)).toStrictEqual(passed);
  });
});
