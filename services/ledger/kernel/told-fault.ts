import type { Because } from './refusals.js';

/**
 * Options of an error. `facts` are the values that its message mentions, and `problem`, the key of the message in its
 * table.
 */
export type FaultOptions = ErrorOptions & Readonly<{ facts?: Because }>;

/** An error whose message can be translated from its `facts`; without facts the message is shown unchanged. */
export class ToldFault extends Error {
  readonly facts: Because;

  constructor(message: string, { facts = {}, ...options }: FaultOptions = {}) {
    super(message, options);
    this.facts = facts;
  }
}

/** The facts of an error, for example to send them to another process; empty if the error is not a ToldFault. */
export const factsOf = (thrown: unknown): Because => (thrown instanceof ToldFault ? thrown.facts : {});
