import type { RefusalDetails } from './refusals.js';

/**
 * Options of an error. `facts` are the values that its message mentions, and `problem`, the key of the message in its
 * table.
 */
export type FaultOptions = ErrorOptions & Readonly<{ facts?: RefusalDetails }>;

/** An error whose message can be translated from its `facts`; without facts the message is shown unchanged. */
export class LedgerFault extends Error {
  readonly facts: RefusalDetails;

  constructor(message: string, { facts = {}, ...options }: FaultOptions = {}) {
    super(message, options);
    this.facts = facts;
  }
}

/** The facts of an error, for example to send them to another process; empty if the error is not a ToldFault. */
export const factsOf = (thrown: unknown): RefusalDetails =>
  thrown instanceof LedgerFault ? thrown.facts : {};
