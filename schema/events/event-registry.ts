import { actCorrected, actReferenceReleased, actReversed, actReversedV1, reservationFenced } from './acts.js';
import { caseRecorded } from './case.js';
import type { EventShape } from './event-shape.js';
import {
  attendanceNoted,
  attendanceWithdrawn,
  gatheringAttended,
  gatheringHeld,
  trainingAttended,
  trainingSessionHeld,
} from './gathering.js';
import {
  actsLeft,
  handInClosed,
  handInOpened,
  rowsAccepted,
  rowsFoundElsewhere,
  rowsRefused,
  undoBegun,
  undoEnded,
} from './import-record.js';
import { numbersTaken } from './numbers.js';
import { officeNamed } from './offices.js';
import {
  healthCheckRecorded,
  mutualAidClaimAssessed,
  mutualAidClaimRefused,
  mutualAidClaimSubmitted,
  mutualAidPaid,
  serviceRecorded,
  subsidyApproved,
  subsidyPaid,
  subsidyRefused,
  subsidyRequested,
} from './passbook.js';
import {
  detailsContradicted,
  detailsWithdrawn,
  erasureRequested,
  workerDetailsCorrected,
  workerDetailsFilled,
  workerErased,
  workerRegistered,
} from './registry.js';
import { fingerprintCorrected, referenceReleased, referenceReserved } from './reservation.js';
import { ledgerMarkedAsSample, sampleMarkWithdrawn } from './sample-mark.js';

/** The shape of every stored event, each version once. */
export const allEvents: readonly EventShape[] = [
  serviceRecorded,
  healthCheckRecorded,
  subsidyRequested,
  subsidyApproved,
  subsidyPaid,
  subsidyRefused,
  mutualAidClaimSubmitted,
  mutualAidClaimAssessed,
  mutualAidPaid,
  mutualAidClaimRefused,
  gatheringHeld,
  gatheringAttended,
  trainingSessionHeld,
  trainingAttended,
  attendanceNoted,
  attendanceWithdrawn,
  caseRecorded,
  actCorrected,
  actReversedV1,
  actReversed,
  actReferenceReleased,
  reservationFenced,
  workerRegistered,
  workerDetailsCorrected,
  workerDetailsFilled,
  detailsWithdrawn,
  detailsContradicted,
  erasureRequested,
  workerErased,
  referenceReserved,
  fingerprintCorrected,
  referenceReleased,
  numbersTaken,
  officeNamed,
  handInOpened,
  rowsRefused,
  rowsAccepted,
  rowsFoundElsewhere,
  handInClosed,
  undoBegun,
  actsLeft,
  undoEnded,
  ledgerMarkedAsSample,
  sampleMarkWithdrawn,
];
