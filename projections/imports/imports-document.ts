import type { SaidText } from '@ledger/ledger/ports/sealed-texts.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';

/** The state of an import. `waiting` means: received, or partly judged, or resumed after a failure. */
export type ImportStanding = 'waiting' | 'done' | 'failed' | 'undoing' | 'undone';

/** The next step that the ledger itself must take for an import: judge its rows, or reverse its acts (undo). */
export type ImportPending = 'judge' | 'undo';

/** The user who received or undid an import, and the instant (`at`). */
export type ImportDoneBy = Readonly<{ actor: string; role: string; district: string | null; at: string }>;

/**
 * The view of one import: one sheet that was imported. Texts are encrypted with the import's data key. Instants are
 * UTC.
 */
export type ImportDocument = Readonly<{
  id: string;
  standing: ImportStanding;
  pending: ImportPending | null;
  file: SaidText | null;
  how: SaidText | null;
  /**
   * Code of the office that recorded the acts. Null if none was given; the acts then belong to the ledger's own office.
   */
  office: string | null;
  officeWritten: string | null;
  allOrNothing: boolean;
  /**
   * The stored copy of the sheet: its size in bytes, and the id of the data folder that stores it. Null if there is no
   * copy.
   */
  kept: Readonly<{ bytes: number; place: string }> | null;
  by: ImportDoneBy;
  receivedAt: string;
  /** When the last row was judged, or when the import failed; null until then. */
  endedAt: string | null;
  /** Number of rows in the sheet; null until they were counted. */
  rows: number | null;
  accepted: number;
  refused: readonly Readonly<{ code: string; rows: number }>[];
  failure: Readonly<{ code: string; line: number | null; why: SaidText | null }> | null;
  undo: Readonly<{
    reason: SaidText | null;
    by: ImportDoneBy;
    endedAt: string | null;
    undone: number;
    left: number;
  }> | null;
  /**
   * When the import ended, as long as the sheet's data key still exists. Null before the end, and after the key was
   * destroyed. Refusals in the log quote the sheet, so its key is destroyed some time after this instant.
   */
  quotedSince: string | null;
  /** Position of the last event that was folded into this document. */
  position: Position;
}>;
