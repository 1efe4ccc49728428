import { LedgerFault } from '@ledger/ledger/kernel/ledger-fault.js';

/** A log and a key vault must not be used together. The message says what to do. Nothing was changed. */
export class PairFault extends LedgerFault {
  override readonly name = 'PairFault';
}
