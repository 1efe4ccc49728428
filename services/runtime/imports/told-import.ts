import type { ImportProgress } from '@ledger/ledger/imports/import-batch.js';
import type { ImportDoneBy } from '@ledger/projections/imports/imports-document.js';
import type { Because } from '@ledger/ledger/kernel/refusals.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import type { ImportFaultCode } from '../faults/import-fault.js';

/**
 * received: waits for its turn, or for the ledger to be started again; running: its rows are judged; done: every row was
 * judged; failed: nothing more happens by itself; undoing and undone: its acts are, or were, reversed.
 */
export type ImportState = 'received' | 'running' | 'done' | 'failed' | 'undoing' | 'undone';

export type ImportFailure = Readonly<{
  code: ImportFaultCode;
  /** In English, with the file and the line. */
  message: string;
  line: number | null;
  /** What a sentence in another language must name. */
  facts?: Because;
}>;

/** Where undoing an import stands; `judged` of `acts` were looked at so far. */
export type ImportUndo = Readonly<{
  /** Why, in clear text; null without the key. */
  reason: string | null;
  by: ImportDoneBy;
  endedAt: string | null;
  acts: number;
  judged: number;
  undone: number;
  /** How many acts are left as they are. */
  left: number;
}>;

/** An import as it stands now. Instants are UTC. */
export type ToldImport = Readonly<{
  /** Names the import for ever: its batch. */
  id: string;
  state: ImportState;
  file: string;
  office: string;
  dryRun: boolean;
  by: Omit<ImportDoneBy, 'at'>;
  receivedAt: string;
  endedAt: string | null;
  /** Rows of the sheet; null until they were counted. */
  rows: number | null;
  judged: number;
  accepted: number;
  /** Rows refused, by code. */
  refused: ReadonlyMap<string, number>;
  failure: ImportFailure | null;
  undo: ImportUndo | null;
  /** Until when the sheet is kept for its refused rows; null where it is not kept. */
  sheetKeptUntil: string | null;
  /** The position of what was noted of it last: what is folded up to here shows all of it. */
  position: Position | null;
}>;

/** Whether nothing more happens to an import by itself. */
export const isSettled = ({ state }: Pick<ToldImport, 'state'>): boolean =>
  state === 'done' || state === 'failed' || state === 'undone';

/** What is known of rows before they are counted. */
export const nothingJudged: Omit<ImportProgress, 'rows'> = { judged: 0, accepted: 0, refused: new Map() };
