import { actCorrected, actReferenceReleased, actReversed } from '@ledger/schema/events/acts.js';
import { typesOf } from '@ledger/schema/events/event-shape.js';

/** Events of an act that are the same in every kind of stream: correction, reversal, and release of the reference. */
export const corrections = typesOf([actCorrected]);
export const reversals = typesOf([actReversed]);
export const referenceReleases = typesOf([actReferenceReleased]);
