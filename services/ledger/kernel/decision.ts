import type { PlainDate } from './calendar.js';
import type { DomainEvent, EventTypes } from './domain-event.js';
import type { StreamId } from './ids.js';
import type { RefusalCode, Because } from './refusals.js';

export type Refused = Readonly<{ kind: 'refused'; code: RefusalCode; because: Because }>;

/** How an act's reference is used: free, by the same content, or by other content. */
export type ReferenceUse =
  | 'free'
  | 'same'
  | 'other'
  /** By other content, which was put right on that day. */
  | Readonly<{ by: 'corrected'; on: PlainDate }>
  /** By an act, whatever its content, that was taken back on that day and keeps its reference. */
  | Readonly<{ by: 'reversed'; on: PlainDate; ground: string | null }>;

/** What a decider answers: events to append (none means: valid, nothing to add), or a refusal. */
export type Decision<E> = Readonly<{ kind: 'accepted'; events: readonly E[] }> | Refused;

/**
 * One consistency boundary. `evolve` and `decide` are pure: what they need to know of the world (today's date,
 * the rule in force) comes in the command and is kept in the event.
 */
export type Decider<S, C, E extends DomainEvent> = Readonly<{
  types: EventTypes<E>;
  initial: S;
  evolve: (state: S, event: E) => S;
  decide: (state: S, command: C) => Decision<E>;
  streamOf: (command: C) => StreamId;
}>;

export const accepted = <E>(...events: readonly E[]): Decision<E> => ({ kind: 'accepted', events });

export const refused = (code: RefusalCode, because: Because = {}): Refused => ({
  kind: 'refused',
  code,
  because,
});

/** A policy looks at a command and refuses it or has nothing against it. */
export type Policy<C> = (command: C) => Refused | null;

/** The first refusal of policies that stand in the order of their rank. */
export const firstRefusal = <C>(policies: readonly Policy<C>[], command: C): Refused | null => {
  for (const policy of policies) {
    const refusal = policy(command);
    if (refusal !== null) return refusal;
  }
  return null;
};
