import { laterActShapes } from '@ledger/schema/events/acts.js';
import { typesOf, type EventOf } from '@ledger/schema/events/event-shape.js';
import { passbookShapes } from '@ledger/schema/events/passbook.js';

const shapes = [...passbookShapes, ...laterActShapes] as const;

/** All events of a passbook. */
export type PassbookEvent = EventOf<typeof shapes>;
export const passbookEvents = typesOf(shapes);
