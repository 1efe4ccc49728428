import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';

/** What the system says of a file, as the fault of the sheet; anything else as it is. */
export const unreadable = (file: string, cause: unknown): unknown =>
  typeof cause === 'object' && cause !== null && 'syscall' in cause
    ? new SheetFault('UNREADABLE', { file, line: null }, `the file cannot be read (${messageOf(cause)})`, {
        cause,
      })
    : cause;
