import { ToldFault, type FaultOptions } from '../kernel/told-fault.js';

/**
 * `DISK_FULL`: nothing was written, and it can be once there is room. `DAMAGED`: what lies on the disk is not what was
 * written. `UNAVAILABLE`: the disk could not be read or written.
 */
export type StorageFaultCode = 'DISK_FULL' | 'DAMAGED' | 'UNAVAILABLE';

/** Trouble with the disk below any engine: its sentence names the file and says what to do. */
export class StorageFault extends ToldFault {
  override readonly name = 'StorageFault';
  constructor(
    readonly code: StorageFaultCode,
    message: string,
    options?: FaultOptions,
  ) {
    super(message, options);
  }
}
