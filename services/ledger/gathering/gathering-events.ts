import { laterActShapes } from '@ledger/schema/events/acts.js';
import { typesOf, type EventOf } from '@ledger/schema/events/event-shape.js';
import { gatheringShapes } from '@ledger/schema/events/gathering.js';

const shapes = [...gatheringShapes, ...laterActShapes] as const;

/** All events of a gathering. */
export type GatheringEvent = EventOf<typeof shapes>;
export const gatheringEvents = typesOf(shapes);
