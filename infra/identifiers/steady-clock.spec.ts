import { ClockFault } from '@ledger/ledger/ports/clock.js';
import { steadyClock } from './steady-clock.js';

const evening = '2026-03-31T15:30:00.000Z';
const minute = (minutes: number): string => new Date(Date.parse(evening) + minutes * 60_000).toISOString();

/** A steady clock that reads a fake system clock, which the test sets. */
const over = (recorded: string | null) => {
  const loggedErrors: string[] = [];
  let at = evening;
  const clock = steadyClock(
    { now: () => at },
    { recorded, logError: (sentence) => loggedErrors.push(sentence) },
  );
  return {
    loggedErrors,
    at: (time: string): string => {
      at = time;
      return clock.now();
    },
  };
};

describe('a steady clock', () => {
  it('tells what the clock below tells, also after a jump forward', () => {
    const { at, loggedErrors } = over(null);
    const times = [evening, minute(1), minute(1), minute(60 * 24 * 400)];
    expect(times.map(at)).toStrictEqual(times);
    expect(loggedErrors).toStrictEqual([]);
  });

  it('stands still while the clock below has stepped back, and tells so once a step', () => {
    const { at, loggedErrors } = over(null);
    expect([0, -30, -10, 0, 5, -60, 6].map((minutes) => at(minute(minutes)))).toStrictEqual(
      [0, 0, 0, 0, 5, 5, 6].map(minute),
    );
    expect(loggedErrors).toStrictEqual([
      `the clock has stepped back to ${minute(-30)}: until it has passed ${evening} again, events are recorded with that time`,
      `the clock has stepped back to ${minute(-60)}: until it has passed ${minute(5)} again, events are recorded with that time`,
    ]);
  });

  it('never tells a time before the last that was recorded', () => {
    const { at, loggedErrors } = over(minute(20));
    expect([0, 19, 20, 21].map((minutes) => at(minute(minutes)))).toStrictEqual([20, 20, 20, 21].map(minute));
    expect(loggedErrors).toHaveLength(1);
  });

  it('says nothing of steps below a second', () => {
    const { at, loggedErrors } = over(evening);
    expect(at('2026-03-31T15:29:59.001Z')).toBe(evening);
    expect(loggedErrors).toStrictEqual([]);
    at('2026-03-31T15:29:59.000Z');
    expect(loggedErrors).toHaveLength(1);
  });

  it('bridges a day, and no more: then somebody must look, until the clock is set right', () => {
    const { at } = over(evening);
    expect(at(minute(-60 * 24))).toBe(evening);
    expect(() => at('2026-03-30T15:29:59.999Z')).toThrow(
      new ClockFault(
        `the clock says 2026-03-30T15:29:59.999Z, but the last event was recorded at ${evening}: nothing is recorded before the clock is set right; if it is right, start with LEDGER_TRUST_CLOCK=yes`,
      ),
    );
    expect(at(minute(1))).toBe(minute(1));
  });

  it('that is trusted tells an earlier time than was recorded', () => {
    expect(over(null).at('2020-01-01T00:00:00.000Z')).toBe('2020-01-01T00:00:00.000Z');
  });
});
