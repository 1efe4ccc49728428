import { ToldFault } from '@ledger/ledger/kernel/told-fault.js';

/** Why an order about the views was not carried out, in a sentence that says what to do. */
export class MaintenanceFault extends ToldFault {
  override readonly name = 'MaintenanceFault';
}
