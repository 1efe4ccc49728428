import { ToldFault } from '@ledger/ledger/kernel/told-fault.js';

/** A log and a key vault must not be used together. The message says what to do. Nothing was changed. */
export class PairFault extends ToldFault {
  override readonly name = 'PairFault';
}
