import { ToldFault } from '../kernel/told-fault.js';

/** The only source of the present: ISO 8601 in UTC, with milliseconds. */
export interface Clock {
  /** Throws ClockFault where the present cannot be told well enough to record with it. */
  now(): string;
}

/** The clock is too far behind what was recorded: which of the two is wrong, a person must say. */
export class ClockFault extends ToldFault {
  override readonly name = 'ClockFault';
}
