/** A fact about the past, in the past tense. `type` is its stored name, a literal of its own. */
export type DomainEvent<T extends string = string, D = unknown> = Readonly<{ type: T; data: Readonly<D> }>;

/** The names of a union of events, each once: a missing or a stray name does not compile. */
export type EventTypes<E extends DomainEvent> = Readonly<Record<E['type'], true>> & {
  /** Never there: it only carries the union to `isOneOf`. */
  readonly __union?: E;
};

/** Whether the event is one of the union whose names are given. */
export const isOneOf = <E extends DomainEvent>(types: EventTypes<E>, event: DomainEvent): event is E =>
  Object.hasOwn(types, event.type);
