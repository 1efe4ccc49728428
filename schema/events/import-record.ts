import { z } from 'zod';
import { eventShape, type EventOf } from './event-shape.js';
import { actId, officeCode, quantity, sealed, workerNo } from './values.js';

/** Number of rows that were refused for one reason. */
const refusedFor = z.strictObject({ code: z.string(), rows: quantity });

/**
 * A sheet was received completely. The command ids of its rows begin with the id of this import. File name, worksheet
 * and mapping may name a person, so they are encrypted with the key of the import.
 */
export const importReceived = eventShape(
  'ImportReceived',
  1,
  z.strictObject({
    file: sealed,
    /** How the sheet is read, as JSON: worksheet, column mapping, whether hidden rows are left out, control totals. */
    how: sealed,
    /** Null if no office was stated: the acts then belong to the ledger's own office. */
    office: officeCode.nullable(),
    /** The office code as it was entered; null if it was already in canonical form. */
    officeWritten: z.string().nullable(),
    /** Whether the whole sheet is refused when one of its rows is refused. */
    allOrNothing: z.boolean(),
    /** Size of the stored sheet in bytes, and the data folder that stores it; null if the sheet is not stored. */
    kept: z.strictObject({ bytes: quantity, place: z.string() }).nullable(),
  }),
);
export type ImportReceived = EventOf<typeof importReceived>;
/**
 * The ledger begins to judge the rows of the sheet. The remarks about the whole sheet (unread parts, merged cells; as
 * JSON) may name a person, so they are encrypted with the key of the import.
 */
export const importBegun = eventShape(
  'ImportBegun',
  1,
  z.strictObject({ rows: quantity, remarks: sealed.nullable() }),
);
export type ImportBegun = EventOf<typeof importBegun>;
/** Every row of the sheet was judged. */
export const importDone = eventShape(
  'ImportDone',
  1,
  z.strictObject({ rows: quantity, accepted: quantity, refused: z.array(refusedFor) }),
);
export type ImportDone = EventOf<typeof importDone>;
/**
 * The import failed: the sheet could not be judged to its end, or nothing of it may be recorded. Message and facts
 * (`why`, as JSON) may quote a cell, so they are encrypted with the key of the import.
 */
export const importFailed = eventShape(
  'ImportFailed',
  1,
  z.strictObject({
    code: z.string(),
    line: quantity.nullable(),
    why: sealed,
    /**
     * The result of a judgement that recorded nothing: number of rows, and refusals by reason. `rows` is null and
     * `refused` is empty if the sheet was not judged to its end.
     */
    rows: quantity.nullable(),
    refused: z.array(refusedFor),
  }),
);
export type ImportFailed = EventOf<typeof importFailed>;
/** A failed import continues from the row that it had reached. */
export const importResumed = eventShape('ImportResumed', 1, z.strictObject({}));
export type ImportResumed = EventOf<typeof importResumed>;
/**
 * The key of the sheet was destroyed. Refusals of rows about unregistered persons can no longer show their quoted
 * cells.
 */
export const sheetForgotten = eventShape('SheetForgotten', 1, z.strictObject({}));
export type SheetForgotten = EventOf<typeof sheetForgotten>;

/**
 * Rows of a sheet were refused. This event is recorded before the acts of rows that were judged later. The reasons may
 * quote any cell, so they are encrypted. The reason of a row about a registered person is encrypted with that person's
 * key. All other reasons form one JSON list in row order, encrypted with the key of the sheet.
 */
export const rowsRefused = eventShape(
  'RowsRefused',
  1,
  z.strictObject({
    refused: z.array(z.strictObject({ row: quantity, code: z.string(), existing: actId.nullable() })),
    because: sealed,
    /**
     * The rows about registered persons, each with the encrypted reason for its refusal, under the key of that person.
     * The list `because` has an empty entry for each of these rows.
     */
    persons: z.array(z.strictObject({ row: quantity, worker: workerNo, because: sealed })),
  }),
);
export type RowsRefused = EventOf<typeof rowsRefused>;
/** Rows of a sheet were accepted, each with the id of its act. An undo of the import finds its acts by these ids. */
export const rowsAccepted = eventShape(
  'RowsAccepted',
  1,
  z.strictObject({ acts: z.array(z.strictObject({ row: quantity, act: actId })) }),
);
export type RowsAccepted = EventOf<typeof rowsAccepted>;

/**
 * Rows of a sheet of corrections changed their acts. An undo of the import does not find these acts: it must not
 * reverse what another import has recorded.
 */
export const rowsCorrected = eventShape(
  'RowsCorrected',
  1,
  z.strictObject({ acts: z.array(z.strictObject({ row: quantity, act: actId })) }),
);
export type RowsCorrected = EventOf<typeof rowsCorrected>;

/**
 * Accepted rows that another office has also recorded, with the same reference and the same content: both recorded the
 * same paper.
 */
export const rowsFoundElsewhere = eventShape(
  'RowsFoundElsewhere',
  1,
  z.strictObject({ acts: z.array(z.strictObject({ row: quantity, office: officeCode, act: actId })) }),
);
export type RowsFoundElsewhere = EventOf<typeof rowsFoundElsewhere>;

/** The whole import was a mistake. From this event on, its acts are reversed. */
export const undoBegun = eventShape('UndoBegun', 1, z.strictObject({ reason: sealed }));
export type UndoBegun = EventOf<typeof undoBegun>;
/** Acts that the undo of an import could not reverse, each with the code of the refusal. */
export const actsLeft = eventShape(
  'ActsLeft',
  1,
  z.strictObject({ left: z.array(z.strictObject({ row: quantity, act: actId, code: z.string() })) }),
);
export type ActsLeft = EventOf<typeof actsLeft>;
/** The undo ended: every act of the import was reversed or left. */
export const undoEnded = eventShape('UndoEnded', 1, z.strictObject({ undone: quantity, left: quantity }));
export type UndoEnded = EventOf<typeof undoEnded>;

/** All events of an import. */
export const importShapes = [
  importReceived,
  importBegun,
  rowsRefused,
  rowsAccepted,
  rowsCorrected,
  rowsFoundElsewhere,
  importDone,
  importFailed,
  importResumed,
  sheetForgotten,
  undoBegun,
  actsLeft,
  undoEnded,
] as const;
export type ImportEvent = EventOf<typeof importShapes>;
