import { actEvents } from '../acts/act-events.js';
import type { BoundCommand } from '../engine/bound-decider.js';
import { refused } from '../kernel/decision.js';
import { isOneOf, type DomainEvent } from '../kernel/domain-event.js';
import { rankOf } from '../kernel/refusals.js';

/** How many events an act has: 1 when it is recorded, one more with each change. 0 if there is no such act. */
const revisionOf = (events: Iterable<DomainEvent>, act: number): number => {
  let revision = 0;
  for (const event of events) if (isOneOf(actEvents, event) && event.data.act === act) revision += 1;
  return revision;
};

/**
 * A command about an act, refused if the act has another revision than expected; refusals of a higher rank stay.
 * `expected` is undefined if any revision will do.
 */
export const atRevision = (
  act: number,
  expected: number | undefined,
  command: BoundCommand,
): BoundCommand => {
  if (expected === undefined) return command;
  return {
    stream: command.stream,
    decide: (history, findings) => {
      const decision = command.decide(history, findings);
      const now = revisionOf(history.events(), act);
      if (now === expected) return decision;
      const changed = refused('CHANGED_MEANWHILE', { expected, now });
      const isHigher = decision.kind === 'refused' && rankOf(decision.code) < rankOf(changed.code);
      return isHigher ? decision : changed;
    },
  };
};
