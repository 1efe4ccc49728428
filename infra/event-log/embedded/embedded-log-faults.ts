import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import type { StreamId } from '@ledger/ledger/kernel/ids.js';
import { LogFault } from '@ledger/ledger/ports/event-log.js';
import { StorageFault } from '@ledger/ledger/ports/storage-fault.js';

/** Trouble with the disk tells of itself; anything else is a fault of the log. */
export const faultOf = (what: string, cause: unknown): Error =>
  cause instanceof StorageFault
    ? cause
    : new LogFault('LOG_FAULT', `${what} (${messageOf(cause)})`, { cause });

/** Whoever judges by a history with a gap would judge wrongly. */
export const missing = (stream: StreamId, revision: number): LogFault =>
  new LogFault(
    'LOG_FAULT',
    `event ${String(revision)} of ${stream} is missing in the log; “ledger verify --log” looks for damage`,
  );
