import type { Decider, Decision, ReferenceUse } from '../kernel/decision.js';
import { isOneOf, type DomainEvent } from '../kernel/domain-event.js';
import type { StreamId } from '../kernel/ids.js';
import type { FoldedState, History } from './histories.js';

/** Facts that the engine collected for a command from outside the command's own stream. */
export type Findings = Readonly<{
  reference: ReferenceUse;
  /** The history of another stream of the submission. Throws if that stream was not read: a bug. */
  historyOf: (stream: StreamId) => History;
}>;

export const noFindings: Findings = {
  reference: 'free',
  historyOf: (stream) => {
    throw new Error(`${stream} was not read`);
  },
};

/** A command together with its decider, so that callers need not know the decider's types. */
export interface BoundCommand {
  /** The stream that the command may append to. */
  readonly stream: StreamId;
  decide(history: History, findings: Findings): Decision<DomainEvent>;
}

/** A companion: a follow-up command in another stream, caused by an act. */
export interface Companion extends BoundCommand {
  /**
   * Whether the companion depends on the current state of the act. If so, it is decided once more after it was
   * written, because another writer may have changed the act meanwhile.
   */
  readonly again: boolean;
}

export interface BoundDecider<S, C> {
  /**
   * Folds the events of a history into the decider's state. Throws on an event type that the decider does not know.
   */
  stateOf(history: History): S;
  /**
   * Binds a command to a stream. `commandFor` builds the command only at the time of the decision, because the command
   * contains what was read from other streams (the findings), which is not known earlier.
   */
  bind(stream: StreamId, commandFor: (stream: StreamId, findings: Findings) => C): BoundCommand;
}

/** Binds a decider to histories. The folded state is cached in the history. */
export const boundDecider = <S, C, E extends DomainEvent>(decider: Decider<S, C, E>): BoundDecider<S, C> => {
  const isOurs = (folded: FoldedState<unknown> | null): folded is FoldedState<S> => folded?.by === decider;

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
