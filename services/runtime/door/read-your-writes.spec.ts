import type { Position } from '@ledger/ledger/ports/event-log.js';
import { moveCheckpoint } from '@ledger/projections/kernel/checkpoint.js';
import { acts as actsView } from '@ledger/projections/acts/acts-projection.js';
import { readName } from '@ledger/projections/kernel/projection.js';
import { recordCommand, reading as actRead } from '@ledger/test/support/acts.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { jest } from '@jest/globals';
import {
  answerPages,
  atLeast,
  foldedUpTo,
  ForeignPosition,
  knownPosition,
  ViewBehind,
  waitMsMax,
  type ReadSide,
} from './read-your-writes.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await ledger.close();
});

const never = new AbortController().signal;
const nothing = { items: [], hasNext: false, hasPrevious: false };

/** The read side; each wait for a view runs `whileWaiting` instead. */
const reading = (whileWaiting: () => Promise<void> = async () => undefined): ReadSide => ({
  ...ledger,
  moved: () => whileWaiting(),
});

let recorded = 0;
const record = async (): Promise<Position> => {
  recorded += 1;
  const command = recordCommand(actRead('station-visit'), `read-your-writes-${String(recorded)}`);
  const [outcome] = await ledger.write.recording.record([command]);
  if (outcome === undefined || !('position' in outcome)) throw new Error('the act was not recorded');
  return outcome.position;
};

/** Makes the time limit for waiting expire at once. */
const timeIsOver = (): void => {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  jest
    .spyOn(AbortSignal, 'timeout')
    .mockImplementation((ms) => (ms === waitMsMax ? AbortSignal.abort() : timeout(ms)));
};

/** Stops the acts view at its current position, as if it could not fold the next event. */
const stop = async (why: string): Promise<void> => {
  const view = readName(actsView);
  const { position } = await ledger.log.head();
  await moveCheckpoint(ledger.store, view, 'none', {
    position,
    checkpoint: { view, ordinal: 1, stopped: why },
  });
};

describe('a position that a query waits for', () => {
  it('may be any of this log, from its start to its end', async () => {
    const position = await record();
    const { start } = ledger.log;
    expect(await knownPosition(reading(), start)).toBe(start);
    expect(await knownPosition(reading(), position)).toBe(position);
  });

  it('is of another ledger, beyond the end, or none at all: that is told', async () => {
    const position = await record();
    const next = position.slice(0, 4) + String(Number(position.slice(4)) + 1).padStart(16, '0');
    const digits = position.slice(4);
    const foreign = ['0000', 'zzzz'].map((letters) => letters + digits);
    const others = [
      '',
      '位置',
      '0',
      `${position}0`,
      position.slice(0, -1),
      position.slice(1),
      ` ${position}`,
    ];
    for (const given of [next, ...foreign, ...others]) {
      const error = await knownPosition(reading(), given).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ForeignPosition);
      expect(error).toHaveProperty(
        'message',
        `“${given}” is no position of this ledger; use one that it has answered`,
      );
    }
  });
});

describe('a view', () => {
  it('answers as it stands where nothing is waited for', async () => {
    await record();
    expect(await atLeast(reading(), actsView, null)).toMatchObject({ name: 'acts', ordinal: 0 });
  });

  it('answers at once where it has come so far', async () => {
    const position = await record();
    await ledger.fold();
    const waiting = jest.fn(async () => undefined);
    expect(await atLeast(reading(waiting), actsView, position)).toMatchObject({ position, lag: 0 });
    expect(waiting).not.toHaveBeenCalled();
  });

  it('is waited for until it has come so far', async () => {
    const position = await record();
    let waits = 0;
    const folding = async (): Promise<void> => {
      waits += 1;
      if (waits === 3) await ledger.fold();
    };
    expect(await atLeast(reading(folding), actsView, position)).toMatchObject({ position });
    expect(waits).toBe(3);
  });

  it('that does not come so far in time says how far it is', async () => {
    const position = await record();
    timeIsOver();
    const error = await atLeast(reading(), actsView, position).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ViewBehind);
    expect(error).toMatchObject({ wanted: position, view: { name: 'acts', ordinal: 0 } });
    expect(error).toHaveProperty(
      'message',
      expect.stringMatching(/ has not reached .* events behind; ask again$/),
    );
  });

  it('that stands still is not waited for, and says why', async () => {
    await stop('view acts cannot fold event 2');
    const position = await record();
    const waiting = jest.fn(async () => undefined);
    await expect(atLeast(reading(waiting), actsView, position)).rejects.toThrow(
      `view acts has not reached ${position}: view acts cannot fold event 2`,
    );
    expect(waiting).not.toHaveBeenCalled();
  });
});

describe('pages of one view', () => {
  it('are answered each for itself: one that is asked wrongly leaves the others alone', async () => {
    const position = await record();
    await ledger.fold();
    const asked = [null, position, 'x', null].map((each, index) => ({ atLeast: each, index }));
    const pages = await answerPages(reading(), actsView, asked, async ({ index }) => {
      if (index === 3) throw new TypeError('the index is lost');
      return nothing;
    });
    expect(pages.map((page) => (page instanceof Error ? page.name : page.view.position))).toStrictEqual([
      ...[position, position, 'ForeignPosition', 'TypeError'],
    ]);
  });

  it('read the state of the view once for all that ask for the same position', async () => {
    const position = await record();
    await ledger.fold();
    const states = jest.spyOn(ledger.log, 'head');
    const asked = [null, null, position, position].map((each) => ({ atLeast: each }));
    await answerPages(reading(), actsView, asked, async () => nothing);
    // One read of the state without a position. For the position two: the check against the end of the log, and the
    // state.
    expect(states).toHaveBeenCalledTimes(3);
  });

  it('may be none', async () => {
    expect(await answerPages(reading(), actsView, [], async () => nothing)).toStrictEqual([]);
  });
});

describe('whoever watches a view', () => {
  it('hears when it has come so far', async () => {
    const position = await record();
    expect(
      await foldedUpTo(
        reading(() => ledger.fold()),
        actsView,
        position,
        never,
      ),
    ).toBe(true);
  });

  it('hears that nothing came where nobody listens any more', async () => {
    const position = await record();
    const leaving = new AbortController();
    const leave = async (): Promise<void> => {
      leaving.abort();
    };
    expect(await foldedUpTo(reading(leave), actsView, position, leaving.signal)).toBe(false);
  });

  it('is told where it stands still before that', async () => {
    await stop('view acts cannot fold event 2');
    const position = await record();
    await expect(foldedUpTo(reading(), actsView, position, never)).rejects.toThrow(ViewBehind);
  });
});
