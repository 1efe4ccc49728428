import { LedgerFault, type FaultOptions } from '../kernel/ledger-fault.js';

/**
 * `DISK_FULL`: nothing was written; a retry can succeed once there is free space. `DAMAGED`: the data on disk is not
 * what was written. `UNAVAILABLE`: the disk could not be read or written.
 */
export type StorageFaultCode = 'DISK_FULL' | 'DAMAGED' | 'UNAVAILABLE';

/** A disk error, independent of the storage engine. The message names the file and the remedy. */
export class StorageFault extends LedgerFault {
  override readonly name = 'StorageFault';
  constructor(
    readonly code: StorageFaultCode,
    message: string,
    options?: FaultOptions,
  ) {
    super(message, options);
  }
}
