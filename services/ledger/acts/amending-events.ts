import type { ActCorrected, ActReferenceReleased, ActReversed } from '@ledger/schema/events/acts.js';
import type { EventTypes } from '../kernel/domain-event.js';

/** The events of an act that are the same whichever its home: it was put right, taken back, or gave its reference up. */
export const corrections: EventTypes<ActCorrected> = { ActCorrected: true };
export const reversals: EventTypes<ActReversed> = { ActReversed: true };
export const referenceReleases: EventTypes<ActReferenceReleased> = { ActReferenceReleased: true };
