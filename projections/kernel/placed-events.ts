import { isOneOf, type DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import type { Document } from '../ports/document-store.js';
import type { Fault, Touch } from './fold-batch.js';
import { incompleteMax, markOfEvent, unplaced, type Mark } from './incomplete-documents.js';
import type { Projection } from './projection.js';

export type Placed<E extends DomainEvent> = Readonly<{
  touches: readonly Touch<E>[];
  /** The first event that the view must stand still at. */
  fault: Fault | null;
}>;

/** Which documents an event changes; null where the view does not fold it. Throws where that cannot be told. */
const touchOf = <D extends Document, E extends DomainEvent>(
  { types, keysOf }: Projection<D, E>,
  past: Recorded,
): Touch<E> | null => {
  const isOurs = (each: Recorded): each is Recorded<E> => isOneOf(types, each.event);
  if (past.unreadable !== undefined) {
    const { type, because } = past.unreadable;
    if (type === null || Object.hasOwn(types, type)) throw new Error(because);
    return null;
  }
  return isOurs(past) ? { past, keys: keysOf(past) } : null;
};

/** The events that a view folds, with their keys; those that cannot be placed are added to the marks. */
export const placedEvents = <D extends Document, E extends DomainEvent>(
  projection: Projection<D, E>,
  marks: Map<string, Mark>,
  events: readonly Recorded[],
): Placed<E> => {
  const touches: Touch<E>[] = [];
  for (const past of events) {
    try {
      const touch = touchOf(projection, past);
      if (touch !== null) touches.push(touch);
    } catch (error) {
      if (marks.size >= incompleteMax) return { touches, fault: { past, error } };
      const name = markOfEvent(past);
      marks.set(name, marks.get(name) ?? unplaced(past, messageOf(error)));
    }
  }
  return { touches, fault: null };
};
