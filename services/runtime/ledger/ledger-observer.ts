import type { SheetImport } from '@ledger/ledger/imports/import-sheet.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { OrderHandler } from '../door/door.js';
import type { FoldedMessage } from '../projector/projector-protocol.js';

/** Wraps parts of a ledger when it is opened, e.g. to record metrics. */
export interface Observer {
  log(log: EventLog): EventLog;
  door(door: OrderHandler): OrderHandler;
  importer(importer: SheetImport): SheetImport;
  folded(message: FoldedMessage): void;
}

/** An observer that does nothing. */
export const blind: Observer = {
  log: (log) => log,
  door: (door) => door,
  importer: (importer) => importer,
  folded: () => undefined,
};
