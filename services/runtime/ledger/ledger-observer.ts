import type { WriteSide } from '@ledger/ledger/use-cases/write-side.js';
import type { SheetImport } from '@ledger/ledger/imports/import-sheet.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { FoldedMessage } from '../projector/projector-protocol.js';

/** Sees a ledger at work: wraps its parts when it is opened. */
export interface Observer {
  log(log: EventLog): EventLog;
  write(write: WriteSide): WriteSide;
  intake(intake: SheetImport): SheetImport;
  folded(message: FoldedMessage): void;
}

/** Sees nothing, and costs nothing. */
export const blind: Observer = {
  log: (log) => log,
  write: (write) => write,
  intake: (intake) => intake,
  folded: () => undefined,
};
