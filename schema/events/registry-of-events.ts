import { actCorrected, actReversed, actReversedV1, reservationFenced } from './acts.js';
import {
  handInClosed,
  handInOpened,
  numbersTaken,
  referenceReleased,
  referenceReserved,
} from './bookkeeping.js';
import { caseRecorded } from './case.js';
import type { EventShape } from './event.js';
import {
  attendanceNoted,
  attendanceWithdrawn,
  gatheringAttended,
  gatheringHeld,
  trainingAttended,
  trainingSessionHeld,
} from './gathering.js';
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
import { workerDetailsCorrected, workerErased, workerRegistered } from './registry.js';

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
  reservationFenced,
  workerRegistered,
  workerDetailsCorrected,
  workerErased,
  referenceReserved,
  referenceReleased,
  numbersTaken,
  handInOpened,
  handInClosed,
];
