import { jest } from '@jest/globals';
import { recordCommand, reading as actRead } from '@ledger/test/support/acts.js';
import { fakeTimeouts, pass, quiet } from '@ledger/test/support/fake-timeouts.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import type { ReadSide } from './read-your-writes.js';
import { viewsMoved } from './views-moved.js';

let ledger: TestLedger;
const leaving = { controller: new AbortController() };
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
  leaving.controller = new AbortController();
  fakeTimeouts();
});
afterEach(async () => {
  leaving.controller.abort();
  jest.useRealTimers();
  await ledger.close();
});

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => {
      resolve();
    });
  });

/** A read side whose two change notifications (of the log and of the views) are sent by the test. */
const notified = () => {
  const notifiers = { log: (): void => undefined, views: (): void => undefined };
  const notify =
    (notify: keyof typeof notifiers) =>
    (signal: AbortSignal): Promise<void> =>
      Promise.race([
        aborted(signal),
        new Promise<void>((resolve) => {
          notifiers[notify] = resolve;
        }),
      ]);
  const changed = notify('log');
  const reading: ReadSide = {
    ...ledger,
    log: { ...ledger.log, changed: (_after, signal) => changed(signal) },
    moved: notify('views'),
  };
  return { reading, notifiers };
};

const record = (): Promise<unknown> =>
  ledger.write.recording.record([recordCommand(actRead('station-visit'), 'views-moved')]);

describe('whoever watches the views', () => {
  it('is told at once how far each has come', async () => {
    const { reading } = notified();
    const { value } = await viewsMoved(reading, leaving.controller.signal).next();
    expect((value ?? []).map(({ name, lag }) => [name, lag])).toStrictEqual([
      ...['workers', 'acts', 'entries', 'totals', 'payouts', 'imports'].map((name) => [name, 0]),
    ]);
  });

  it('is told again when the log has grown, and when the views have folded it; and not more often', async () => {
    const { reading, notifiers } = notified();
    const stream = viewsMoved(reading, leaving.controller.signal);
    await stream.next();
    const lags: (number | undefined)[] = [];
    const listen = async (): Promise<void> => {
      for await (const states of stream) lags.push(states[1]?.lag);
    };
    const listening = listen();
    await pass(10_000);
    expect(lags).toStrictEqual([]);
    await record();
    notifiers.log();
    await pass(500);
    expect(lags).toHaveLength(1);
    expect(lags[0]).toBeGreaterThan(0);
    await ledger.fold();
    await pass(1_000);
    expect(lags).toHaveLength(2);
    expect(lags[1]).toBe(0);
    notifiers.views();
    await pass(10_000);
    expect(lags).toHaveLength(2);
    leaving.controller.abort();
    await listening;
  });

  it('is not told more often than twice a second, however fast they move', async () => {
    const { reading, notifiers } = notified();
    const stream = viewsMoved(reading, leaving.controller.signal);
    await stream.next();
    await record();
    let isSent = false;
    void stream.next().then(() => {
      isSent = true;
    });
    await pass(499);
    notifiers.log();
    notifiers.views();
    await quiet();
    expect(isSent).toBe(false);
    await pass(1);
    notifiers.log();
    await pass(1);
    expect(isSent).toBe(true);
  });
});
