import { z } from 'zod';
import { eventShape, type EventOf } from './event-shape.js';
import { actId, officeCode, quantity, sealed, workerNo } from './values.js';

/**
 * A sheet began to be taken in; its id is the stem of the command ids of its rows. What the file is called may name
 * somebody, and so may what is to be said of the sheet beside its rows (what was not read, what is merged; as JSON):
 * both are sealed under the hand-in's key.
 */
export const handInOpened = eventShape(
  'HandInOpened',
  1,
  z.strictObject({ file: sealed, office: officeCode, rows: quantity, remarks: sealed.nullable() }),
);
export type HandInOpened = EventOf<typeof handInOpened>;
/** Every row of the sheet has been judged. */
export const handInClosed = eventShape(
  'HandInClosed',
  1,
  z.strictObject({ rows: quantity, accepted: quantity, refused: quantity }),
);
export type HandInClosed = EventOf<typeof handInClosed>;

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
/** Rows of a sheet were accepted; each with its act, so that the hand-in can be found again and undone. */
export const rowsAccepted = eventShape(
  'RowsAccepted',
  1,
  z.strictObject({ acts: z.array(z.strictObject({ row: quantity, act: actId })) }),
);
export type RowsAccepted = EventOf<typeof rowsAccepted>;

/**
 * Accepted rows that another office has recorded, too: under the same reference and with the same content, so that it is
 * one paper handed in by both.
 */
export const rowsFoundElsewhere = eventShape(
  'RowsFoundElsewhere',
  1,
  z.strictObject({ acts: z.array(z.strictObject({ row: quantity, office: officeCode, act: actId })) }),
);
export type RowsFoundElsewhere = EventOf<typeof rowsFoundElsewhere>;

/** A whole hand-in was a mistake: from now on its acts are reversed. */
export const undoBegun = eventShape('UndoBegun', 1, z.strictObject({ reason: sealed }));
export type UndoBegun = EventOf<typeof undoBegun>;
/** Acts of a hand-in that undoing it has left as they are, each with the code of the refusal to reverse it. */
export const actsLeft = eventShape(
  'ActsLeft',
  1,
  z.strictObject({ left: z.array(z.strictObject({ row: quantity, act: actId, code: z.string() })) }),
);
export type ActsLeft = EventOf<typeof actsLeft>;
/** Every act of the hand-in was reversed, or left. */
export const undoEnded = eventShape('UndoEnded', 1, z.strictObject({ undone: quantity, left: quantity }));
export type UndoEnded = EventOf<typeof undoEnded>;
