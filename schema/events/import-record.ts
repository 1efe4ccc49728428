import { z } from 'zod';
import { eventShape, type EventOf } from './event-shape.js';
import { actId, officeCode, quantity, sealed, workerNo } from './values.js';

/** Rows refused for one reason. */
const refusedFor = z.strictObject({ code: z.string(), rows: quantity });

/**
 * A sheet has come in as a whole; the id of its import is the stem of the command ids of its rows. What the file is called
 * may name somebody, and so may its worksheet and its mapping: they are sealed under the import's key.
 */
export const importReceived = eventShape(
  'ImportReceived',
  1,
  z.strictObject({
    file: sealed,
    /** How the sheet is read, as JSON: worksheet, mapping, whether hidden rows are left out, control totals. */
    how: sealed,
    /** Null where nobody said one: then it is the ledger's own. */
    office: officeCode.nullable(),
    /** As it was said, where that is not the canonical form. */
    officeWritten: z.string().nullable(),
    /** Whether one refused row keeps the whole sheet out. */
    allOrNothing: z.boolean(),
    /** How many bytes are kept of the sheet, and which data folder keeps them; null where none are kept. */
    kept: z.strictObject({ bytes: quantity, place: z.string() }).nullable(),
  }),
);
export type ImportReceived = EventOf<typeof importReceived>;
/**
 * The rows of the sheet begin to be judged. What is to be said of the sheet beside its rows (what was not read, what is
 * merged; as JSON) may name somebody: it is sealed under the import's key.
 */
export const importBegun = eventShape(
  'ImportBegun',
  1,
  z.strictObject({ rows: quantity, remarks: sealed.nullable() }),
);
export type ImportBegun = EventOf<typeof importBegun>;
/** Every row of the sheet has been judged. */
export const importDone = eventShape(
  'ImportDone',
  1,
  z.strictObject({ rows: quantity, accepted: quantity, refused: z.array(refusedFor) }),
);
export type ImportDone = EventOf<typeof importDone>;
/**
 * Judging the sheet ended before its end, or nothing of it was to be written. The message and the facts (as JSON) may
 * repeat a cell: they are sealed under the import's key.
 */
export const importFailed = eventShape(
  'ImportFailed',
  1,
  z.strictObject({
    code: z.string(),
    line: quantity.nullable(),
    why: sealed,
    /** What judging it without writing came to; null and none where it was not judged to its end. */
    rows: quantity.nullable(),
    refused: z.array(refusedFor),
  }),
);
export type ImportFailed = EventOf<typeof importFailed>;
/** A failed import is to be judged again, where it stood. */
export const importResumed = eventShape('ImportResumed', 1, z.strictObject({}));
export type ImportResumed = EventOf<typeof importResumed>;
/** The key of the sheet was destroyed: what refusals quote of rows about nobody in the register is gone. */
export const sheetForgotten = eventShape('SheetForgotten', 1, z.strictObject({}));
export type SheetForgotten = EventOf<typeof sheetForgotten>;

/**
 * Rows of a sheet were refused; kept before every act that was judged after them. What the reasons name may be anything
 * that stood in a cell. It is sealed: of a row about a registered person under that person's key, of all others, as one
 * JSON list in the order of the rows, under the key of the sheet.
 */
export const rowsRefused = eventShape(
  'RowsRefused',
  1,
  z.strictObject({
    refused: z.array(z.strictObject({ row: quantity, code: z.string(), existing: actId.nullable() })),
    because: sealed,
    /** The rows about registered persons, each with its own reason; their places in the list are empty. */
    persons: z.array(z.strictObject({ row: quantity, worker: workerNo, because: sealed })),
  }),
);
export type RowsRefused = EventOf<typeof rowsRefused>;
/** Rows of a sheet were accepted; each with its act, so that the import can be found again and undone. */
export const rowsAccepted = eventShape(
  'RowsAccepted',
  1,
  z.strictObject({ acts: z.array(z.strictObject({ row: quantity, act: actId })) }),
);
export type RowsAccepted = EventOf<typeof rowsAccepted>;

/**
 * Accepted rows that another office has recorded, too: under the same reference and with the same content, so that it is
 * one paper of both.
 */
export const rowsFoundElsewhere = eventShape(
  'RowsFoundElsewhere',
  1,
  z.strictObject({ acts: z.array(z.strictObject({ row: quantity, office: officeCode, act: actId })) }),
);
export type RowsFoundElsewhere = EventOf<typeof rowsFoundElsewhere>;

/** A whole import was a mistake: from now on its acts are reversed. */
export const undoBegun = eventShape('UndoBegun', 1, z.strictObject({ reason: sealed }));
export type UndoBegun = EventOf<typeof undoBegun>;
/** Acts of an import that undoing it has left as they are, each with the code of the refusal to reverse it. */
export const actsLeft = eventShape(
  'ActsLeft',
  1,
  z.strictObject({ left: z.array(z.strictObject({ row: quantity, act: actId, code: z.string() })) }),
);
export type ActsLeft = EventOf<typeof actsLeft>;
/** Every act of the import was reversed, or left. */
export const undoEnded = eventShape('UndoEnded', 1, z.strictObject({ undone: quantity, left: quantity }));
export type UndoEnded = EventOf<typeof undoEnded>;

/** Everything that happens to an import. */
export type ImportEvent =
  | ImportReceived
  | ImportBegun
  | RowsRefused
  | RowsAccepted
  | RowsFoundElsewhere
  | ImportDone
  | ImportFailed
  | ImportResumed
  | SheetForgotten
  | UndoBegun
  | ActsLeft
  | UndoEnded;
