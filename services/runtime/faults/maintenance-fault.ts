import { LedgerFault } from '@ledger/ledger/kernel/ledger-fault.js';

/** Maintenance of the views failed or was refused. The message says what to do. */
export class MaintenanceFault extends LedgerFault {
  override readonly name = 'MaintenanceFault';
}
