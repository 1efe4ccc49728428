import { ClockFault, type Clock } from '@ledger/ledger/ports/clock.js';

/** How far a clock that stepped back is bridged: a correction, a wrong time zone, but no other month. */
export const bridgedMsMax = 24 * 60 * 60 * 1_000;
/** From here on a step back is worth telling the operator. */
const toldMsMin = 1_000;

/** Where a steady clock begins, and who hears of steps back. */
export type Steadiness = Readonly<{
  /** The last time that was recorded; null where nothing was, or where the clock is right and that was wrong. */
  recorded: string | null;
  complain: (sentence: string) => void;
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
      throw new ClockFault(
        `the clock says ${now}, but the last event was recorded at ${last}: nothing is recorded before the clock is set right; if it is right, start with LEDGER_TRUST_CLOCK=yes`,
      );
    }
    if (!isTold && behindMs >= toldMsMin) {
      isTold = true;
      complain(
        `the clock has stepped back to ${now}: until it has passed ${last} again, events are recorded with that time`,
      );
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
