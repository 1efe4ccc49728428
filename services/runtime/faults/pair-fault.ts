import { ToldFault } from '@ledger/ledger/kernel/told-fault.js';

/** Why a log and a vault cannot be used together, in a sentence that says what to do. Nothing was changed. */
export class PairFault extends ToldFault {
  override readonly name = 'PairFault';
}
