import { referenceReleases, reversals } from '@ledger/ledger/acts/amending-events.js';
import { openingEvents } from '@ledger/ledger/acts/opening-events.js';
import { reservation, type ReservationState } from '@ledger/ledger/reservation/reservation-decider.js';
import { isOneOf, type DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import { actIdOf, type ActId, type StreamId } from '@ledger/ledger/kernel/ids.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import type { EventTypes } from '@ledger/schema/events/event-shape.js';

/**
 * One act, found by counting events of the log without any decider or projection: its office, reference and command.
 */
export type LoggedAct = Readonly<{ act: ActId; office: string; reference: string | null; commandId: string }>;

/** All acts that were recorded and not reversed. */
export const actsInForce = (events: readonly Recorded[]): readonly LoggedAct[] => {
  const acts = new Map<ActId, LoggedAct>();
  for (const { event, stream, origin } of events) {
    if (isOneOf(openingEvents, event)) {
      const act = actIdOf(stream, event.data.act);
      const { office, reference } = event.data;
      if (!acts.has(act)) acts.set(act, { act, office, reference, commandId: origin.commandId });
    } else if (isOneOf(reversals, event)) acts.delete(actIdOf(stream, event.data.act));
  }
  return [...acts.values()];
};

/**
 * The acts that were recorded under this reference of an office and not reversed. In a correct log there is at most
 * one.
 */
export const actsUnder = (
  events: readonly Recorded[],
  office: string,
  reference: string,
): readonly LoggedAct[] =>
  actsInForce(events).filter((act) => act.office === office && act.reference === reference);

/**
 * The reversed acts that still hold this reference of an office (the reversal did not release it). In a correct log
 * there is at most one.
 */
export const reversedUnder = (
  events: readonly Recorded[],
  office: string,
  reference: string,
): readonly LoggedAct[] => {
  const opened = new Map<ActId, LoggedAct>();
  const kept = new Map<ActId, LoggedAct>();
  for (const past of events) {
    const { event, stream } = past;
    // Events about persons (the register) also have `act`, but as a full act id (text); only numbers are meant here.
    const act =
      'act' in event.data && typeof event.data.act === 'number' ? actIdOf(stream, event.data.act) : null;
    if (act === null) continue;
    for (const each of actsInForce([past])) opened.set(act, each);
    const logged = opened.get(act);
    if (isOneOf(reversals, event) && !event.data.releases && logged !== undefined) kept.set(act, logged);
    if (isOneOf(referenceReleases, event)) kept.delete(act);
  }
  return [...kept.values()].filter((act) => act.office === office && act.reference === reference);
};

/** The command that holds a reservation stream at the end of the log; null if the name is free. */
export const holderOf = (events: readonly Recorded[], stream: StreamId): ReservationState => {
  let state = reservation.initial;
  for (const past of events) {
    if (past.stream === stream && isOneOf(reservation.types, past.event)) {
      state = reservation.evolve(state, past.event);
    }
  }
  return state;
};

/** All events of the given types. */
export const eventsOfType = <E extends DomainEvent>(
  events: readonly Recorded[],
  types: EventTypes<E>,
): readonly E[] => events.flatMap(({ event }) => (isOneOf(types, event) ? [event] : []));
