import type { EventTypes } from '@ledger/schema/events/event-shape.js';

/** A fact, named in the past tense. `type` is the name under which it is stored. */
export type DomainEvent<T extends string = string, D = unknown> = Readonly<{ type: T; data: Readonly<D> }>;

/** Whether the event belongs to the union with these type names. */
export const isOneOf = <E extends DomainEvent>(types: EventTypes<E>, event: DomainEvent): event is E =>
  types.has(event.type);
