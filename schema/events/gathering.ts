import { z } from 'zod';
import { eventShape, type EventOf } from './event-shape.js';
import { actId, countedAct, districtCode, entry, quantity, workerNo } from './values.js';

/** A session, an event, a trip, or an act for people nobody named (a station visit, parcels). */
export const gatheringHeld = eventShape('GatheringHeld', 1, countedAct);
export type GatheringHeld = EventOf<typeof gatheringHeld>;
/**
 * Where the session was held: what an attendance adds to its headcount counts there, whatever the district of the act
 * itself.
 */
const attendance = countedAct.extend({ heldIn: districtCode });

/** Attendance of a gathering; `counts` carries the difference it makes to the larger of stated and attended. */
export const gatheringAttended = eventShape('GatheringAttended', 1, attendance);
export type GatheringAttended = EventOf<typeof gatheringAttended>;

export const trainingSessionHeld = eventShape('TrainingSessionHeld', 1, countedAct);
export type TrainingSessionHeld = EventOf<typeof trainingSessionHeld>;
export const trainingAttended = eventShape('TrainingAttended', 1, attendance);
export type TrainingAttended = EventOf<typeof trainingAttended>;

const elsewhere = z.strictObject({
  /** The act, in another stream, that is this attendance. */
  actId,
  worker: workerNo.nullable(),
  headcount: quantity,
  /** The difference to the headcount; it never counts an act or a person, the act itself does. */
  entry,
});

/** An act that is at home in another stream attended this gathering. */
export const attendanceNoted = eventShape('AttendanceNoted', 1, elsewhere);
export type AttendanceNoted = EventOf<typeof attendanceNoted>;
/** Such an act was taken back. */
export const attendanceWithdrawn = eventShape('AttendanceWithdrawn', 1, elsewhere);
export type AttendanceWithdrawn = EventOf<typeof attendanceWithdrawn>;
