import type { EventTypes } from '@ledger/schema/events/event-shape.js';
import type { PlainDate } from './calendar.js';
import type { DomainEvent } from './domain-event.js';
import type { StreamId } from './ids.js';
import type { RefusalCode, RefusalDetails } from './refusals.js';

export type Refused = Readonly<{ kind: 'refused'; code: RefusalCode; because: RefusalDetails }>;

/**
 * Whether the reference of a new act is used already: by no act, by an act with the same content, or by one with
 * other content.
 */
export type ReferenceUse =
  | 'free'
  | 'same'
  | 'other'
  /** The reference is used by an act with other content, which was corrected, last on this day. */
  | Readonly<{ by: 'corrected'; on: PlainDate }>
  /**
   * The reference is used by an act that was reversed on this day and keeps its reference. The content does not
   * matter.
   */
  | Readonly<{ by: 'reversed'; on: PlainDate; ground: string | null }>;

/** A command of a slice: its type, and its data with the stream that it is for. */
export type Command<T extends string, D> = Readonly<{ type: T; data: Readonly<D & { stream: StreamId }> }>;

/** The result of a decider: events to append (none: the command is valid and changes nothing), or a refusal. */
export type Decision<E> = Readonly<{ kind: 'accepted'; events: readonly E[] }> | Refused;

/**
 * One consistency boundary. `evolve` and `decide` are pure: outside facts, such as today's date or the catalogue's
 * rules, are passed in the command, and the events store those that matter.
 */
export type Decider<S, C, E extends DomainEvent> = Readonly<{
  types: EventTypes<E>;
  initial: S;
  evolve: (state: S, event: E) => S;
  decide: (state: S, command: C) => Decision<E>;
  streamOf: (command: C) => StreamId;
}>;

export const accepted = <E>(...events: readonly E[]): Decision<E> => ({ kind: 'accepted', events });

export const refused = (code: RefusalCode, because: RefusalDetails = {}): Refused => ({
  kind: 'refused',
  code,
  because,
});

/** A check of a command: a refusal, or null if the check passes. */
export type Policy<C> = (command: C) => Refused | null;

/** The first refusal of the policies, which must be sorted by rank; null if all pass. */
export const firstRefusal = <C>(policies: readonly Policy<C>[], command: C): Refused | null => {
  for (const policy of policies) {
    const refusal = policy(command);
    if (refusal !== null) return refusal;
  }
  return null;
};
