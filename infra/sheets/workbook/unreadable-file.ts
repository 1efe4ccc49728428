import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { sheetFault } from '@ledger/ledger/ports/sheet-fault.js';

/** Turns an error of the file system into SheetFault UNREADABLE; returns any other error unchanged. */
export const unreadable = (file: string, cause: unknown): unknown =>
  typeof cause === 'object' && cause !== null && 'syscall' in cause
    ? sheetFault('unreadableFile', { file, line: null }, { why: messageOf(cause) }, { cause })
    : cause;
