import { z } from 'zod';
import { eventShape, type EventOf } from './event-shape.js';
import {
  actNumber,
  countedAct,
  districtCode,
  entry,
  moneyRole,
  officeCode,
  reference,
  sealed,
  streamId,
} from './values.js';

/**
 * For an attendance: the district where its session was held, under which the headcount is counted. Null for other
 * acts.
 */
const heldIn = districtCode.nullable();

/** An act was corrected. `undone` is subtracted from the totals, and the new facts are added. */
export const actCorrected = eventShape(
  'ActCorrected',
  1,
  countedAct.extend({ undone: entry, heldIn, reason: sealed.nullable() }),
);
export type ActCorrected = EventOf<typeof actCorrected>;

const reversal = z.strictObject({
  act: actNumber,
  undone: entry,
  heldIn,
  reason: sealed.nullable(),
  /** What the act uses outside its own stream, so that it can be released there. */
  office: officeCode,
  reference: reference.nullable(),
  session: streamId.nullable(),
  money: moneyRole,
});

/**
 * The ground of a reversal. It is not encrypted, so that it stays readable after the key of the encrypted reason is
 * destroyed.
 */
export const reversalGround = z.enum(['mistake', 'duplicate', 'withdrawn']);
export type ReversalGround = z.infer<typeof reversalGround>;

export const actReversedV1 = eventShape('ActReversed', 1, reversal);
/**
 * An act was reversed: it no longer counts in the totals, but stays in the history. The ground is null if none was
 * named.
 */
export const actReversed = eventShape(
  'ActReversed',
  2,
  reversal.extend({
    ground: reversalGround.nullable(),
    /**
     * Whether the reference may be used again. Otherwise it stays taken, so that a second import of the same sheet
     * records nothing.
     */
    releases: z.boolean(),
  }),
);
export type ActReversed = EventOf<typeof actReversed>;

/** The reference of an act that was reversed earlier may be used again. */
export const actReferenceReleased = eventShape(
  'ActReferenceReleased',
  1,
  z.strictObject({ act: actNumber, reason: sealed.nullable(), office: officeCode, reference }),
);
export type ActReferenceReleased = EventOf<typeof actReferenceReleased>;

/**
 * A reservation that pointed to this stream is being taken over or released. This event makes the pending append of a
 * slow writer fail, so that this writer reads the reservation again.
 */
export const reservationFenced = eventShape(
  'ReservationFenced',
  1,
  z.strictObject({ reservation: streamId }),
);
export type ReservationFenced = EventOf<typeof reservationFenced>;

/** What happens to an act later, in streams of every kind. */
export const laterActShapes = [actCorrected, actReversed, actReferenceReleased, reservationFenced] as const;
