import type {
  ActCorrected,
  ActReferenceReleased,
  ActReversed,
  ReservationFenced,
} from '@ledger/schema/events/acts.js';
import type {
  HealthCheckRecorded,
  MutualAidClaimAssessed,
  MutualAidClaimRefused,
  MutualAidClaimSubmitted,
  MutualAidPaid,
  ServiceRecorded,
  SubsidyApproved,
  SubsidyPaid,
  SubsidyRefused,
  SubsidyRequested,
} from '@ledger/schema/events/passbook.js';
import type { EventTypes } from '../kernel/domain-event.js';

/** All events of a passbook. */
export type PassbookEvent =
  | ServiceRecorded
  | HealthCheckRecorded
  | SubsidyRequested
  | SubsidyApproved
  | SubsidyPaid
  | SubsidyRefused
  | MutualAidClaimSubmitted
  | MutualAidClaimAssessed
  | MutualAidPaid
  | MutualAidClaimRefused
  | ActCorrected
  | ActReversed
  | ActReferenceReleased
  | ReservationFenced;

export const passbookEvents: EventTypes<PassbookEvent> = {
  ServiceRecorded: true,
  HealthCheckRecorded: true,
  SubsidyRequested: true,
  SubsidyApproved: true,
  SubsidyPaid: true,
  SubsidyRefused: true,
  MutualAidClaimSubmitted: true,
  MutualAidClaimAssessed: true,
  MutualAidPaid: true,
  MutualAidClaimRefused: true,
  ActCorrected: true,
  ActReversed: true,
  ActReferenceReleased: true,
  ReservationFenced: true,
};
