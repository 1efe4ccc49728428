import type { RefusalDetails } from '@ledger/ledger/kernel/refusals.js';
import type * as Api from '@ledger/schema/generated/graphql.js';

/** The stable error codes of imports, as in the GraphQL schema (SDL). */
export type ImportFaultCode = Api.ImportErrorCode;

/** Why an import could not be received, returned or undone: a code, and a message for the user. */
export class ImportFault extends Error {
  override readonly name = 'ImportFault';
  /**
   * Values for the message in another language; `problem` names the message. Empty if the message is never translated.
   */
  readonly facts: RefusalDetails;

  constructor(
    readonly code: ImportFaultCode,
    message: string,
    { facts = {}, ...options }: ErrorOptions & Readonly<{ facts?: RefusalDetails }> = {},
  ) {
    super(message, options);
    this.facts = facts;
  }
}
