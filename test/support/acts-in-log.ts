import { referenceReleases, reversals } from '@ledger/ledger/acts/amending-events.js';
import { openingEvents } from '@ledger/ledger/acts/opening-events.js';
import { reservation, type ReservationState } from '@ledger/ledger/reservation/reservation-decider.js';
import { isOneOf, type DomainEvent, type EventTypes } from '@ledger/ledger/kernel/domain-event.js';
import { actIdOf, type ActId, type StreamId } from '@ledger/ledger/kernel/ids.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';

/** One act as the log has it, by plain counting: who recorded it, and under which reference. */
export type LoggedAct = Readonly<{ act: ActId; office: string; reference: string | null; commandId: string }>;

/** Every act that was recorded and not reversed. */
export const standingActs = (events: readonly Recorded[]): readonly LoggedAct[] => {
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

/** The acts that stand under a reference of an office: never more than one. */
export const actsUnder = (
  events: readonly Recorded[],
  office: string,
  reference: string,
): readonly LoggedAct[] =>
  standingActs(events).filter((act) => act.office === office && act.reference === reference);

/** The acts that were reversed and keep a reference of an office: never more than one. */
export const reversedUnder = (
  events: readonly Recorded[],
  office: string,
  reference: string,
): readonly LoggedAct[] => {
  const opened = new Map<ActId, LoggedAct>();
  const kept = new Map<ActId, LoggedAct>();
  for (const past of events) {
    const { event, stream } = past;
    // Events of persons name an act by its whole id.
    const act =
      'act' in event.data && typeof event.data.act === 'number' ? actIdOf(stream, event.data.act) : null;
    if (act === null) continue;
    for (const each of standingActs([past])) opened.set(act, each);
    const logged = opened.get(act);
    if (isOneOf(reversals, event) && !event.data.releases && logged !== undefined) kept.set(act, logged);
    if (isOneOf(referenceReleases, event)) kept.delete(act);
  }
  return [...kept.values()].filter((act) => act.office === office && act.reference === reference);
};

/** Who holds the name of a reservation stream at the end of the log; null where it is free. */
export const holderOf = (events: readonly Recorded[], stream: StreamId): ReservationState => {
  let state = reservation.initial;
  for (const past of events) {
    if (past.stream === stream && isOneOf(reservation.types, past.event)) {
      state = reservation.evolve(state, past.event);
    }
  }
  return state;
};

/** The events of one type, with their data. */
export const eventsOfType = <E extends DomainEvent>(
  events: readonly Recorded[],
  types: EventTypes<E>,
): readonly E[] => events.flatMap(({ event }) => (isOneOf(types, event) ? [event] : []));
