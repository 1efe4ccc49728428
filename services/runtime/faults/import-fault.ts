import type * as Api from '@ledger/schema/generated/graphql.js';

/** The stable codes of imports, as the SDL has them. */
export type ImportFaultCode = Api.ImportErrorCode;

/** Why an import could not be received, told or undone: a code, and a sentence for the user. */
export class ImportFault extends Error {
  override readonly name = 'ImportFault';
  constructor(
    readonly code: ImportFaultCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const unknownImport = (id: string): ImportFault =>
  new ImportFault('UNKNOWN_IMPORT', `there is no import “${id}”`);
