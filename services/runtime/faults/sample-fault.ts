import { LedgerFault } from '@ledger/ledger/kernel/ledger-fault.js';

/** A ledger in use must not be filled with sample acts. The message says what to do. Nothing was changed. */
export class SampleFault extends LedgerFault {
  override readonly name = 'SampleFault';
}
