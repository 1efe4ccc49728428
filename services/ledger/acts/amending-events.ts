import type { ActCorrected, ActReferenceReleased, ActReversed } from '@ledger/schema/events/acts.js';
import type { EventTypes } from '../kernel/domain-event.js';

/** Events of an act that are the same in every kind of stream: correction, reversal, and release of the reference. */
export const corrections: EventTypes<ActCorrected> = { ActCorrected: true };
export const reversals: EventTypes<ActReversed> = { ActReversed: true };
export const referenceReleases: EventTypes<ActReferenceReleased> = { ActReferenceReleased: true };
