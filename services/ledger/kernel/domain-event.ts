/** A fact, named in the past tense. `type` is the name under which it is stored. */
export type DomainEvent<T extends string = string, D = unknown> = Readonly<{ type: T; data: Readonly<D> }>;

/** The type names of a union of events. A missing or an unknown name does not compile. */
export type EventTypes<E extends DomainEvent> = Readonly<Record<E['type'], true>> & {
  /** Never set at run time: it only passes the union type on to `isOneOf`. */
  readonly __union?: E;
};

/** Whether the event belongs to the union with these type names. */
export const isOneOf = <E extends DomainEvent>(types: EventTypes<E>, event: DomainEvent): event is E =>
  Object.hasOwn(types, event.type);
