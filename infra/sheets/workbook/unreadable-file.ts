import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { sheetFault } from '@ledger/ledger/ports/sheet-fault.js';

/** What the system says of a file, as the fault of the sheet; anything else as it is. */
export const unreadable = (file: string, cause: unknown): unknown =>
  typeof cause === 'object' && cause !== null && 'syscall' in cause
    ? sheetFault('unreadableFile', { file, line: null }, { why: messageOf(cause) }, { cause })
    : cause;
