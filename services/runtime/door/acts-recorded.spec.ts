import { jest } from '@jest/globals';
import { recordCommand, reading as actRead } from '@ledger/test/support/acts.js';
import { fakeTimeouts, pass, quiet } from '@ledger/test/support/fake-timeouts.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import type { ReadSide } from './read-your-writes.js';
import { actsRecorded, bookmarkMs, type RecordedAct } from './acts-recorded.js';
import { OpenedActs } from './opened-acts.js';

let ledger: TestLedger;
const leaving = { controller: new AbortController() };
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
  leaving.controller = new AbortController();
});
afterEach(async () => {
  leaving.controller.abort();
  jest.useRealTimers();
  await ledger.close();
});

let recorded = 0;
const record = async (...districts: readonly string[]): Promise<void> => {
  const acts = districts.map((district) => {
    recorded += 1;
    return recordCommand(actRead('station-visit', { district }), `acts-recorded-${String(recorded)}`);
  });
  await ledger.write.recording.record(acts);
};

const folding = (): ReadSide => ({ ...ledger, moved: () => ledger.fold() });
const watch = (
  district: string | null,
  reading: ReadSide = folding(),
): AsyncGenerator<RecordedAct, void, undefined> => {
  const { log } = ledger;
  return actsRecorded(
    { reading, opened: new OpenedActs(log), district, after: log.start },
    leaving.controller.signal,
  );
};

/** Reads the next `count` messages and returns the districts of their acts; null stands for a bookmark. */
const hear = async (
  stream: AsyncGenerator<RecordedAct, void, undefined>,
  count: number,
): Promise<readonly unknown[]> => {
  const heard: unknown[] = [];
  while (heard.length < count) {
    const { value } = await stream.next();
    heard.push(value?.act?.district ?? null);
  }
  return heard;
};

describe('whoever watches acts', () => {
  it('is told first from where it is told, and then of every act in the order of the log', async () => {
    await record('330603', '330784');
    const stream = watch(null);
    expect(await stream.next()).toStrictEqual({
      done: false,
      value: { act: null, position: ledger.log.start },
    });
    expect(await hear(stream, 2)).toStrictEqual(['330603', '330784']);
    const next = hear(stream, 1);
    await record('330602');
    expect(await next).toStrictEqual(['330602']);
  });

  it.each([
    ['330600', [null, '330603', '330600', '330602']],
    ['330603', [null, '330603']],
    ['330000', [null, '330603', '330784', '330600', '330000', '330602']],
  ])('of a district, is told of it and of all below it: %s', async (district, reported) => {
    await record('330603', '330784', '110101', '330600', '330000', '330602');
    expect(await hear(watch(district), reported.length)).toStrictEqual(reported);
  });

  it('is told of more acts than are read together, each once', async () => {
    await record(...Array.from({ length: 101 }, () => '330603'));
    const stream = watch('330603');
    const reported = new Set<string>();
    for (let count = 0; count < 102; count += 1) {
      const { value } = await stream.next();
      if (value?.act != null) reported.add(value.act.act);
    }
    expect(reported.size).toBe(101);
  });

  it('is told of nothing that cannot be read yet', async () => {
    await record('330603');
    let fold: () => void = () => undefined;
    const moved = (): Promise<void> =>
      new Promise((resolve) => {
        fold = () => {
          ledger.fold().then(resolve, resolve);
        };
      });
    const stream = watch(null, { ...ledger, moved });
    await stream.next();
    let isSent = false;
    const next = stream.next().then(({ value }) => {
      isSent = true;
      return value;
    });
    await quiet();
    expect(isSent).toBe(false);
    fold();
    expect((await next)?.act).toMatchObject({ district: '330603' });
  });

  it('hears nothing more once it has left', async () => {
    const stream = watch(null);
    await stream.next();
    const next = stream.next();
    leaving.controller.abort();
    expect((await next).done).toBe(true);
  });
});

describe('where nothing of it is recorded', () => {
  it('a watcher is told now and then how far nothing was', async () => {
    fakeTimeouts();
    const silent = { ...ledger.log, changed: () => new Promise<void>(() => undefined) };
    await record('110101');
    const { position } = await ledger.log.head();
    const stream = watch('330603', { ...folding(), log: silent });
    await stream.next();
    const bookmark = stream.next();
    let isSent = false;
    void bookmark.then(() => {
      isSent = true;
    });
    await pass(bookmarkMs - 1);
    expect(isSent).toBe(false);
    await pass(1);
    expect(await bookmark).toStrictEqual({ done: false, value: { act: null, position } });
  });
});
