import type { Because } from './refusals.js';

/** The facts of a fault's sentence, among them `problem`: which sentence of its table it is. */
export type FaultOptions = ErrorOptions & Readonly<{ facts?: Because }>;

/** An error whose message can be told in another language, too, by its facts; it has none where it is told as it is. */
export class ToldFault extends Error {
  readonly facts: Because;

  constructor(message: string, { facts = {}, ...options }: FaultOptions = {}) {
    super(message, options);
    this.facts = facts;
  }
}

/** The facts of an error, to be told elsewhere; none where it has none. */
export const factsOf = (thrown: unknown): Because => (thrown instanceof ToldFault ? thrown.facts : {});
