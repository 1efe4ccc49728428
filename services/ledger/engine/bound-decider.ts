import type { Decider, Decision, ReferenceUse } from '../kernel/decision.js';
import { isOneOf, type DomainEvent } from '../kernel/domain-event.js';
import type { StreamId } from '../kernel/ids.js';
import type { Folded, History } from './histories.js';

/** What the engine found out for a command, beyond its own stream. */
export type Findings = Readonly<{
  reference: ReferenceUse;
  /** The history of another stream of the submission; throws where it was not read: that is a bug. */
  historyOf: (stream: StreamId) => History;
}>;

export const noFindings: Findings = {
  reference: 'free',
  historyOf: (stream) => {
    throw new Error(`${stream} was not read`);
  },
};

/** One command against one decider, whose types stay inside. */
export interface BoundCommand {
  /** The stream that the command is for. */
  readonly stream: StreamId;
  decide(history: History, findings: Findings): Decision<DomainEvent>;
}

/** A command that follows from what happened to an act in another stream. */
export interface Companion extends BoundCommand {
  /** Whether it depends on what the act is now, and so is judged once more after it was written. */
  readonly again: boolean;
}

export interface BoundDecider<S, C> {
  /** The state that the events of a history fold to. Throws on an event that is not the slice's. */
  stateOf(history: History): S;
  /** A command that is made when it is decided, because it carries what the engine found out. */
  bind(stream: StreamId, commandFor: (stream: StreamId, findings: Findings) => C): BoundCommand;
}

/** Binds a decider to histories; a folded state is kept with its history. */
export const boundDecider = <S, C, E extends DomainEvent>(decider: Decider<S, C, E>): BoundDecider<S, C> => {
  const isOurs = (folded: Folded<unknown> | null): folded is Folded<S> => folded?.by === decider;

  const stateOf = (history: History): S => {
    let { state, length } = isOurs(history.folded) ? history.folded : { state: decider.initial, length: 0 };
    for (; length < history.length; length += 1) {
      const { event } = history.at(length);
      if (!isOneOf(decider.types, event)) {
        throw new Error(`${history.stream}: no decider knows the event ${event.type} at ${String(length)}`);
      }
      state = decider.evolve(state, event);
    }
    history.folded = { by: decider, state, length };
    return state;
  };

  return {
    stateOf,
    bind: (stream, commandFor) => ({
      stream,
      decide: (history, findings) => decider.decide(stateOf(history), commandFor(stream, findings)),
    }),
  };
};
