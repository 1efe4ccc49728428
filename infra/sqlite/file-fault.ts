import { LedgerFault } from '@ledger/ledger/kernel/ledger-fault.js';

/** A database file or data folder cannot be used. The message says why and what to do. */
export class FileFault extends LedgerFault {
  override readonly name = 'FileFault';
}
