import type { SaidText } from '@ledger/ledger/ports/sealed-texts.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';

/** `waiting`: received, or judged in part, or resumed. */
export type ImportStanding = 'waiting' | 'done' | 'failed' | 'undoing' | 'undone';

/** What the ledger has to do with an import by itself. */
export type ImportPending = 'judge' | 'undo';

/** Who did something, and when. */
export type ImportDoneBy = Readonly<{ actor: string; role: string; district: string | null; at: string }>;

/** One import of one sheet. Sealed texts open with the import's key. Instants are UTC. */
export type ImportDocument = Readonly<{
  id: string;
  standing: ImportStanding;
  pending: ImportPending | null;
  file: SaidText | null;
  how: SaidText | null;
  /** Null where nobody said one: then it is the ledger's own. */
  office: string | null;
  officeWritten: string | null;
  allOrNothing: boolean;
  /** How many bytes of the sheet were kept when it came in, and by which data folder. */
  kept: Readonly<{ bytes: number; place: string }> | null;
  by: ImportDoneBy;
  receivedAt: string;
  /** When every row was judged, or when it failed; null before. */
  endedAt: string | null;
  /** Null until they were counted. */
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
  /** Since when nothing is judged any more and the key of the sheet is still there; null before, and once it is destroyed. */
  quotedSince: string | null;
  /** The last event that the document was folded from. */
  position: Position;
}>;
