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

/** Of an attendance: where its session was held, for the headcount. Null of any other act. */
const heldIn = districtCode.nullable();

/** An act was put right: what stood before leaves the totals, what is right enters them. */
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
  /** What the act holds beyond its stream. */
  office: officeCode,
  reference: reference.nullable(),
  session: streamId.nullable(),
  money: moneyRole,
});

/** On what ground an act was taken back: stands open, so that it can be told when the reason is sealed for ever. */
export const reversalGround = z.enum(['mistake', 'duplicate', 'withdrawn']);
export type ReversalGround = z.infer<typeof reversalGround>;

export const actReversedV1 = eventShape('ActReversed', 1, reversal);
/** An act was taken back: it leaves the totals, the history keeps it. The ground is null where nobody named one. */
export const actReversed = eventShape(
  'ActReversed',
  2,
  reversal.extend({
    ground: reversalGround.nullable(),
    /** Whether the reference is free again. Else it stays taken: the same sheet handed in again records nothing. */
    releases: z.boolean(),
  }),
);
export type ActReversed = EventOf<typeof actReversed>;

/** The reference of an act that was taken back before is free again. */
export const actReferenceReleased = eventShape(
  'ActReferenceReleased',
  1,
  z.strictObject({ act: actNumber, reason: sealed.nullable(), office: officeCode, reference }),
);
export type ActReferenceReleased = EventOf<typeof actReferenceReleased>;

/** A reservation that pointed at this stream was taken over; a writer asleep on it must read again. */
export const reservationFenced = eventShape(
  'ReservationFenced',
  1,
  z.strictObject({ reservation: streamId }),
);
export type ReservationFenced = EventOf<typeof reservationFenced>;
