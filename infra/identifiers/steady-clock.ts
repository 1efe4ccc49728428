import type { FaultOptions } from '@ledger/ledger/kernel/ledger-fault.js';
import { ClockFault, type Clock } from '@ledger/ledger/ports/clock.js';
import { clockSentences } from './clock-problems.js';

/**
 * Largest step back, in milliseconds, that is tolerated: one day. It covers a clock correction or a wrong time zone. A
 * larger step would date many events in a wrong month.
 */
export const bridgedMsMax = 24 * 60 * 60 * 1_000;
/** Smallest step back, in milliseconds, that is reported to the operator. */
const loggedMsMin = 1_000;

/** Options of a steady clock: its earliest time, and a function that reports a step back to the operator. */
export type Steadiness = Readonly<{
  /**
   * Time of the last event in the log (UTC). null: the log is empty, or the operator has confirmed that the system
   * clock is right and the recorded time is wrong.
   */
  recorded: string | null;
  logError: (sentence: string, options: FaultOptions) => void;
}>;

/**
 * A clock that never goes back. When the system clock steps back, this clock repeats its last time until the system
 * clock has reached that time again. This prevents that a later event gets an earlier time, or an earlier month, than
 * the event before it. Throws ClockFault if the step back is more than a day.
 */
export const steadyClock = (clock: Clock, { recorded, logError }: Steadiness): Clock => {
  let last = recorded ?? '';
  let isLogged = false;
  const stand = (now: string): string => {
    const behindMs = Date.parse(last) - Date.parse(now);
    if (behindMs > bridgedMsMax) {
      throw new ClockFault(...clockSentences.faultText('clockBehind', { now, last }));
    }
    if (!isLogged && behindMs >= loggedMsMin) {
      isLogged = true;
      logError(...clockSentences.faultText('clockSteppedBack', { now, last }));
    }
    return last;
  };
  return {
    now: () => {
      const now = clock.now();
      if (now < last) return stand(now);
      isLogged = false;
      last = now;
      return now;
    },
  };
};
