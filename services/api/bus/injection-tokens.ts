/** What the server gives to Nest: an open ledger, and its read side with a bell. */
export const LEDGER = Symbol('LEDGER');
export const READING = Symbol('READING');
