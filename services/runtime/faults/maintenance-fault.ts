import { ToldFault } from '@ledger/ledger/kernel/told-fault.js';

/** Maintenance of the views failed or was refused. The message says what to do. */
export class MaintenanceFault extends ToldFault {
  override readonly name = 'MaintenanceFault';
}
