import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import type { StreamId } from '@ledger/ledger/kernel/ids.js';
import { LogFault } from '@ledger/ledger/ports/event-log.js';
import { StorageFault } from '@ledger/ledger/ports/storage-fault.js';

/**
 * Returns a StorageFault (trouble with the disk) unchanged, as its message is clear; wraps other errors in LogFault.
 */
export const faultOf = (what: string, cause: unknown): Error =>
  cause instanceof StorageFault
    ? cause
    : new LogFault('LOG_FAULT', `${what} (${messageOf(cause)})`, { cause });

/** The error for a stream with a missing event: a command that is judged on an incomplete stream is judged wrongly. */
export const missing = (stream: StreamId, revision: number): LogFault =>
  new LogFault(
    'LOG_FAULT',
    `event ${String(revision)} of ${stream} is missing in the log; “ledger verify --log” looks for damage`,
  );
