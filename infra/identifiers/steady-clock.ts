import type { FaultOptions } from '@ledger/ledger/kernel/told-fault.js';
import { ClockFault, type Clock } from '@ledger/ledger/ports/clock.js';
import { clockSentences } from './clock-problems.js';

/** How far a clock that stepped back is bridged: a correction, a wrong time zone, but no other month. */
export const bridgedMsMax = 24 * 60 * 60 * 1_000;
/** From here on a step back is worth telling the operator. */
const toldMsMin = 1_000;

/** Where a steady clock begins, and who hears of steps back. */
export type Steadiness = Readonly<{
  /** The last time that was recorded; null where nothing was, or where the clock is right and that was wrong. */
  recorded: string | null;
  complain: (sentence: string, options: FaultOptions) => void;
}>;

/**
 * A clock that never goes back: where the one below has stepped back, it stands still at the last time until that is
 * reached again, so that what was recorded later has no earlier time, nor an earlier month. A step of more than a day
 * is not bridged but refused with ClockFault.
 */
export const steadyClock = (clock: Clock, { recorded, complain }: Steadiness): Clock => {
  let last = recorded ?? '';
  let isTold = false;
  const stand = (now: string): string => {
    const behindMs = Date.parse(last) - Date.parse(now);
    if (behindMs > bridgedMsMax) {
      throw new ClockFault(...clockSentences.told('clockBehind', { now, last }));
    }
    if (!isTold && behindMs >= toldMsMin) {
      isTold = true;
      complain(...clockSentences.told('clockSteppedBack', { now, last }));
    }
    return last;
  };
  return {
    now: () => {
      const now = clock.now();
      if (now < last) return stand(now);
      isTold = false;
      last = now;
      return now;
    },
  };
};
