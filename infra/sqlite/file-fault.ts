import { ToldFault } from '@ledger/ledger/kernel/told-fault.js';

/** A database file or data folder cannot be used. The message says why and what to do. */
export class FileFault extends ToldFault {
  override readonly name = 'FileFault';
}
