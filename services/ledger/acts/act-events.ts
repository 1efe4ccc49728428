import { actCorrected, actReferenceReleased, actReversed } from '@ledger/schema/events/acts.js';
import { typesOf, type EventOf } from '@ledger/schema/events/event-shape.js';
import {
  mutualAidClaimAssessed,
  mutualAidClaimRefused,
  subsidyApproved,
  subsidyRefused,
} from '@ledger/schema/events/passbook.js';
import { openingShapes } from './opening-events.js';

const courseShapes = [
  ...openingShapes,
  subsidyApproved,
  subsidyRefused,
  mutualAidClaimAssessed,
  mutualAidClaimRefused,
  actCorrected,
  actReversed,
] as const;
const actShapes = [...courseShapes, actReferenceReleased] as const;

/** The events that change the state or the money of an act. */
export type CourseEvent = EventOf<typeof courseShapes>;
export const courseEvents = typesOf(courseShapes);
/** All events of an act. Their number is the act's revision. */
export type ActEvent = EventOf<typeof actShapes>;
export const actEvents = typesOf(actShapes);
