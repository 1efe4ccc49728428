import { ToldFault } from '@ledger/ledger/kernel/told-fault.js';

/** A ledger in use must not be filled with sample acts. The message says what to do. Nothing was changed. */
export class SampleFault extends ToldFault {
  override readonly name = 'SampleFault';
}
