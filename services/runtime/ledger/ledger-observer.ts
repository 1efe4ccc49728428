import type { SheetImport } from '@ledger/ledger/imports/import-sheet.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { Handing } from '../door/door.js';
import type { FoldedMessage } from '../projector/projector-protocol.js';

/** Sees a ledger at work: wraps its parts when it is opened. */
export interface Observer {
  log(log: EventLog): EventLog;
  door(door: Handing): Handing;
  intake(intake: SheetImport): SheetImport;
  folded(message: FoldedMessage): void;
}

/** Sees nothing, and costs nothing. */
export const blind: Observer = {
  log: (log) => log,
  door: (door) => door,
  intake: (intake) => intake,
  folded: () => undefined,
};
