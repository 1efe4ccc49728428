import type { Because } from '@ledger/ledger/kernel/refusals.js';
import type * as Api from '@ledger/schema/generated/graphql.js';

/** The stable codes of imports, as the SDL has them. */
export type ImportFaultCode = Api.ImportErrorCode;

/** Why an import could not be received, told or undone: a code, and a sentence for the user. */
export class ImportFault extends Error {
  override readonly name = 'ImportFault';
  /** What a sentence in another language must name; `problem` is which sentence it is. None where the message is told as it is. */
  readonly facts: Because;

  constructor(
    readonly code: ImportFaultCode,
    message: string,
    { facts = {}, ...options }: ErrorOptions & Readonly<{ facts?: Because }> = {},
  ) {
    super(message, options);
    this.facts = facts;
  }
}
