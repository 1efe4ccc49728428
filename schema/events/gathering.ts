import { z } from 'zod';
import { eventShape } from './event-shape.js';
import { actId, countedAct, districtCode, entry, quantity, workerNo } from './values.js';

/** A session, an event or a trip, or an act for people without names (a station visit, parcels). */
export const gatheringHeld = eventShape('GatheringHeld', 1, countedAct);
/**
 * `heldIn` is the district of the session. The headcount that an attendance adds is counted there, even if the act
 * itself belongs to another district.
 */
const attendance = countedAct.extend({ heldIn: districtCode });

/**
 * A named person attended a session. The headcount of a session is the larger of the stated and the attended number;
 * `counts` contains the difference that this attendance makes to it.
 */
export const gatheringAttended = eventShape('GatheringAttended', 1, attendance);

export const trainingSessionHeld = eventShape('TrainingSessionHeld', 1, countedAct);
export const trainingAttended = eventShape('TrainingAttended', 1, attendance);

const elsewhere = z.strictObject({
  /** The id of the act in another stream that is this attendance. */
  actId,
  worker: workerNo.nullable(),
  headcount: quantity,
  /**
   * The entry that adds to the headcount of the session what this attendance makes it larger. It counts no act and no
   * person: the act that is this attendance counts them in its own stream.
   */
  entry,
});

/** An act that is recorded in another stream attended this session. */
export const attendanceNoted = eventShape('AttendanceNoted', 1, elsewhere);
/** An act in another stream that attended this session was reversed, so its attendance no longer counts. */
export const attendanceWithdrawn = eventShape('AttendanceWithdrawn', 1, elsewhere);

export const gatheringShapes = [
  gatheringHeld,
  gatheringAttended,
  trainingSessionHeld,
  trainingAttended,
  attendanceNoted,
  attendanceWithdrawn,
] as const;
