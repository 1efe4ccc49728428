import { ToldFault } from '@ledger/ledger/kernel/told-fault.js';

/** A ledger in use was to become the sample; told in a sentence that says what to do. Nothing was changed. */
export class SampleFault extends ToldFault {
  override readonly name = 'SampleFault';
}
