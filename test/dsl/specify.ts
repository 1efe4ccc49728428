import type { Decider, Decision } from '@ledger/ledger/kernel/decision.js';
import type { RefusalDetails } from '@ledger/ledger/kernel/refusals.js';
import type { DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import { refusalText, type RefusalCode } from '@ledger/ledger/kernel/refusals.js';
import { expectInContract } from './contract.js';

/** The expected result of a decision. */
export interface Outcome<E> {
  /** Accepted with exactly these events, in this order. */
  then(...expected: readonly E[]): void;
  /** Refused with this code. If `because` is given, the facts of the refusal must be exactly these. */
  thenRefused(code: RefusalCode, because?: RefusalDetails): void;
  /** Accepted without any event. */
  thenNothing(): void;
}

/** A stream with a given past, on which a command is decided. */
export interface Given<C, E> {
  when(command: C): Outcome<E>;
}

/** Freezes a value, so that a decider which changes its input throws. */
const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
};

/** Expects that the refusal's message has no unfilled placeholder in either language. */
const expectReadable = (code: RefusalCode, because: RefusalDetails): void => {
  for (const language of ['zh', 'en'] as const) {
    expect(refusalText(code, because, language)).not.toMatch(/[{}]|undefined|null|NaN/);
  }
};

const outcomeOf = <E extends DomainEvent>(decision: Decision<E>): Outcome<E> => {
  const then = (...expected: readonly E[]): void => {
    expect(decision).toStrictEqual({ kind: 'accepted', events: expected });
  };
  return {
    then,
    thenNothing: () => {
      then();
    },
    thenRefused: (code, because) => {
      const actual = decision.kind === 'refused' ? decision.because : {};
      expect(decision).toStrictEqual({ kind: 'refused', code, because: because ?? actual });
      expectReadable(code, actual);
    },
  };
};

/** Tests a decider: given these events, when this command is decided, then exactly this result is expected. */
export const specify = <S, C, E extends DomainEvent>(
  decider: Decider<S, C, E>,
): Readonly<{ given: (...past: readonly E[]) => Given<C, E> }> => {
  const fold = (state: S, events: readonly E[]): S => {
    for (const event of events) expectInContract(event);
    return frozen(frozen(events).reduce<S>(decider.evolve, frozen(state)));
  };
  return {
    given: (...past) => ({
      when: (command) => {
        const state = fold(decider.initial, past);
        const decision = decider.decide(state, frozen(command));
        if (decision.kind === 'accepted') fold(state, decision.events);
        return outcomeOf(decision);
      },
    }),
  };
};
