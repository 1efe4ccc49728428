import { LedgerFault } from '../kernel/ledger-fault.js';

/** The only source of the current time: ISO 8601 in UTC, with milliseconds. */
export interface Clock {
  /** Throws ClockFault if the clock is too wrong to record events with it. */
  now(): string;
}

/**
 * The clock is more than a day earlier than the last recorded time. A person must decide which of the two is wrong.
 */
export class ClockFault extends LedgerFault {
  override readonly name = 'ClockFault';
}
