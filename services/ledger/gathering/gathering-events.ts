import type {
  ActCorrected,
  ActReferenceReleased,
  ActReversed,
  ReservationFenced,
} from '@ledger/schema/events/acts.js';
import type {
  AttendanceNoted,
  AttendanceWithdrawn,
  GatheringAttended,
  GatheringHeld,
  TrainingAttended,
  TrainingSessionHeld,
} from '@ledger/schema/events/gathering.js';
import type { EventTypes } from '../kernel/domain-event.js';

/** All events of a gathering. */
export type GatheringEvent =
  | GatheringHeld
  | GatheringAttended
  | TrainingSessionHeld
  | TrainingAttended
  | AttendanceNoted
  | AttendanceWithdrawn
  | ActCorrected
  | ActReversed
  | ActReferenceReleased
  | ReservationFenced;

export const gatheringEvents: EventTypes<GatheringEvent> = {
  GatheringHeld: true,
  GatheringAttended: true,
  TrainingSessionHeld: true,
  TrainingAttended: true,
  AttendanceNoted: true,
  AttendanceWithdrawn: true,
  ActCorrected: true,
  ActReversed: true,
  ActReferenceReleased: true,
  ReservationFenced: true,
};
