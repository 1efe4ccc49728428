import type { ImportProgress } from '@ledger/ledger/imports/import-batch.js';
import type { ImportDoneBy } from '@ledger/projections/imports/imports-document.js';
import type { RefusalDetails } from '@ledger/ledger/kernel/refusals.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import type { ImportFaultCode } from '../faults/import-fault.js';

/**
 * received: waits to be judged, after a crash until the next start; running: its rows are being judged; done: every row
 * was judged; failed: it ended and is not continued automatically; undoing, undone: its acts are being, or were,
 * reversed.
 */
export type ImportState = 'received' | 'running' | 'done' | 'failed' | 'undoing' | 'undone';

export type ImportFailure = Readonly<{
  code: ImportFaultCode;
  /** In English, including the file name and the line number. */
  message: string;
  line: number | null;
  /** Values for the message in another language. */
  facts?: RefusalDetails;
}>;

/** The progress of undoing an import: `judged` of `acts` acts were checked so far. */
export type ImportUndo = Readonly<{
  /** Why the user undid the import, decrypted; null if the data key was destroyed. */
  reason: string | null;
  by: ImportDoneBy;
  endedAt: string | null;
  acts: number;
  judged: number;
  undone: number;
  /** Number of acts that could not be reversed and stay as they are. */
  left: number;
}>;

/** The current state of an import, for clients. Instants are UTC. */
export type ImportStatus = Readonly<{
  /** The permanent id of the import: the batch that its acts name. */
  id: string;
  state: ImportState;
  file: string;
  office: string;
  dryRun: boolean;
  by: Omit<ImportDoneBy, 'at'>;
  receivedAt: string;
  endedAt: string | null;
  /** Number of rows in the sheet; null until they were counted. */
  rows: number | null;
  judged: number;
  accepted: number;
  /** Number of refused rows by refusal code. */
  refused: ReadonlyMap<string, number>;
  failure: ImportFailure | null;
  undo: ImportUndo | null;
  /** Until when the sheet is stored so that refused rows can be corrected; null if it is not stored. */
  sheetKeptUntil: string | null;
  /** Position of the last recorded event of this import. A view that has folded this position shows all of it. */
  position: Position | null;
}>;

/** Whether the import has ended and is not continued automatically. */
export const isSettled = ({ state }: Pick<ImportStatus, 'state'>): boolean =>
  state === 'done' || state === 'failed' || state === 'undone';

/**
 * Whether the failure was caused by the ledger and not by the sheet. The import can then be resumed after the repair.
 */
export const isOfLedger = ({ code }: Readonly<{ code: string }>): boolean =>
  code === 'INTERNAL_ERROR' || code === 'DISK_FULL' || code === 'STALLED';

/** Whether an import failed before all of its rows were judged, so that it has no report. */
export const hasNoReport = (failure: ImportFailure | null): failure is ImportFailure =>
  failure !== null && failure.code !== 'NOT_ALL_ACCEPTED';

/** The progress of an import before any row was judged. */
export const nothingJudged: Omit<ImportProgress, 'rows'> = { judged: 0, accepted: 0, refused: new Map() };
